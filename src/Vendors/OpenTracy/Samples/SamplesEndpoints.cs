using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Tracehouse.Datasets.Items;
using Tracehouse.Query.Http;
using Tracehouse.Query.Requests;
using Tracehouse.Query.Traces;
using Tracehouse.Records;
using Tracehouse.Vendors.Bodies;
using Tracehouse.Vendors.OpenTracy.Http;
using Tracehouse.Vendors.OpenTracy.Importing;

namespace Tracehouse.Vendors.OpenTracy.Samples;

/// <summary>
/// Datasets as OpenTracy's pages ask for them, beside our own <c>/v1/datasets</c>: with their samples, samples added and taken out, and datasets made of traces.
/// </summary>
internal sealed class SamplesEndpoints(DatasetBook book, ItemFromSpan items, ListTraces traces, IOptions<ImportOptions> options)
{
    private const int SamplesMost = 1_000;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/datasets/{id}", GetAsync).WithOrder(-1).WithMetadata(new NeededParameters("include_samples", "samples_limit", "samples_offset")).ExcludeFromDescription();
        routes.MapPost("/v1/datasets/{id}/samples", AddAsync).ExcludeFromDescription();
        routes.MapDelete("/v1/datasets/{id}/samples/{sample}", RemoveAsync).ExcludeFromDescription();
        routes.MapPost("/v1/datasets/from-traces", FromTracesAsync).ExcludeFromDescription();
        routes.MapPost("/v1/datasets/generate", () => OpenTracyErrors.Answer(StatusCodes.Status410Gone, "gone", "Synthetic generation was removed from OpenTracy, and is not offered here.")).ExcludeFromDescription();
    }

    private async Task<IResult> GetAsync(HttpContext context, string id, CancellationToken stop)
    {
        var (project, query) = (context.Caller().Project, context.Request.Query);
        if (!TryNumber(query, "samples_limit", SamplesMost, 0, out var limit, out var fault) || !TryNumber(query, "samples_offset", 0, 0, out var offset, out fault))
        {
            return OpenTracyErrors.Refuse(fault);
        }

        if (await FindAsync(project, id, stop) is not { } dataset)
        {
            return Missing(id, project);
        }

        var withSamples = !query["include_samples"].ToString().Equals("false", StringComparison.OrdinalIgnoreCase);
        var page = await book.ListItemsAsync(new ItemQuery(project, dataset.Id) { IsOldestFirst = true, Offset = (int)offset, Limit = withSamples ? (int)Math.Clamp(limit, 1, SamplesMost) : 1 }, stop);
        return Answer(new JsonObject
        {
            ["dataset"] = SampleBody.Of(dataset, page.Total),
            ["samples"] = new JsonArray([.. (withSamples && limit > 0 ? page.Items : []).Select(item => (JsonNode)SampleBody.Of(item))]),
            ["samples_total"] = page.Total,
        });
    }

    private async Task<IResult> AddAsync(HttpContext context, string id, CancellationToken stop)
    {
        var project = context.Caller().Project;
        var (body, refused) = await ReadAsync(context);
        if (refused is not null)
        {
            return refused;
        }

        using (body)
        {
            if (body!.RootElement.ValueKind != JsonValueKind.Object || !body.RootElement.TryGetProperty("samples", out var samples) || samples.ValueKind != JsonValueKind.Array || samples.GetArrayLength() is 0 or > SamplesMost)
            {
                return OpenTracyErrors.Refuse($"'samples' must be a list of 1 to {SamplesMost} samples, each with 'input'.");
            }

            if (await FindAsync(project, id, stop) is not { } dataset)
            {
                return Missing(id, project);
            }

            var made = new List<DatasetItem>();
            foreach (var sample in samples.EnumerateArray())
            {
                if (SampleBody.Read(sample, dataset.Id, out var fault) is not { } item)
                {
                    return OpenTracyErrors.Refuse(fault);
                }

                made.Add(item);
            }

            await book.SaveItemsAsync(project, made, stop);
            return Answer(new JsonObject { ["message"] = $"added {made.Count} samples", ["count"] = made.Count });
        }
    }

    private async Task<IResult> RemoveAsync(HttpContext context, string id, string sample, CancellationToken stop)
    {
        var project = context.Caller().Project;
        return await FindAsync(project, id, stop) is not { } dataset || await book.FindItemAsync(project, sample, dataset.Id, stop) is null || !await book.RemoveItemAsync(project, sample, stop)
            ? OpenTracyErrors.NotFound($"There is no sample '{sample}' in a dataset '{id}' of project '{project}'.")
            : Answer(new JsonObject { ["message"] = "sample deleted" });
    }

    private async Task<IResult> FromTracesAsync(HttpContext context, CancellationToken stop)
    {
        var (body, refused) = await ReadAsync(context);
        if (refused is not null)
        {
            return refused;
        }

        using (body)
        {
            var fields = body!.RootElement.ValueKind == JsonValueKind.Object ? new ItemFields(body.RootElement, DateTimeOffset.UnixEpoch) : null;
            if (fields?.Text("name") is not { } name)
            {
                return OpenTracyErrors.Refuse("'name' is missing: what the dataset is called.");
            }

            var project = context.Caller().Project;
            var limit = (int)Math.Clamp(fields.Number("limit") ?? 50, 1, SamplesMost);
            var ids = fields.Json("trace_ids") is { ValueKind: JsonValueKind.Array } given
                ? [.. given.EnumerateArray().Where(id => id.ValueKind == JsonValueKind.String).Select(id => id.GetString()!).Take(SamplesMost)]
                : (await traces.AskAsync(project, new TraceFilter { Model = fields.Text("model_id") ?? "" }, limit, 0, stop)).Traces.Select(trace => trace.RequestId).ToList();
            return await MakeAsync(project, name, fields.Text("description"), ids, stop);
        }
    }

    private async Task<IResult> MakeAsync(ProjectId project, string name, string? description, List<string> ids, CancellationToken stop)
    {
        var dataset = await book.SaveAsync(project, new Dataset { Name = name, Description = description, Metadata = JsonDocument.Parse("""{"source":"traces"}""").RootElement }, stop);
        var made = new List<DatasetItem>();
        foreach (var id in ids)
        {
            if (TraceId.TryParse(id, out var trace) && await items.MakeAsync(project, trace.Value, "", dataset.Id, stop) is { } item)
            {
                made.Add(item);
            }
        }

        if (made.Count > 0)
        {
            await book.SaveItemsAsync(project, made, stop);
        }

        return Answer(new JsonObject { ["dataset_id"] = dataset.Id, ["id"] = dataset.Id, ["name"] = name, ["samples_count"] = made.Count, ["message"] = $"made a dataset of {made.Count} traces" });
    }

    private async Task<(JsonDocument? Body, IResult? Refused)> ReadAsync(HttpContext context)
    {
        if (await BodyReader.ReadAsync(context, options.Value.BodyBytesMax) is not { } bytes)
        {
            return (null, OpenTracyErrors.Answer(StatusCodes.Status413PayloadTooLarge, "too_large", $"The request is larger than {options.Value.BodyBytesMax} bytes ({ImportOptions.Section}:BodyBytesMax)."));
        }

        try
        {
            return (JsonDocument.Parse(bytes), null);
        }
        catch (JsonException cause)
        {
            return (null, OpenTracyErrors.Refuse($"The body is no JSON: {cause.Message}"));
        }
    }

    private async Task<Dataset?> FindAsync(ProjectId project, string id, CancellationToken stop) =>
        await book.FindAsync(project, id, stop) ?? await book.FindByNameAsync(project, id, stop);

    private static bool TryNumber(IQueryCollection query, string name, long usual, long least, out long number, out string fault)
    {
        (number, fault) = (usual, "");
        return query[name].ToString() is not { Length: > 0 } text || Values.TryNumber(name, text, least, 1_000_000_000, out number, out fault);
    }

    private static IResult Missing(string id, ProjectId project) => OpenTracyErrors.NotFound($"There is no dataset '{id}' in project '{project}'.");

    private static IResult Answer(JsonObject body) => Results.Text(body.ToJsonString(), "application/json");
}
