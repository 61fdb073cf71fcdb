using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Datasets.Items;
using Tracehouse.Query.Http;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Http;
using Tracehouse.Vendors.Schemas;

namespace Tracehouse.Vendors.Langfuse.Library.Datasets;

/// <summary><c>v2/datasets</c>, and the same under <c>datasets</c> for clients of old.</summary>
internal sealed class DatasetsEndpoints(DatasetBook book)
{
    private const int NameCharactersMax = 255;

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var path in (string[])["/v2/datasets", "/datasets"])
        {
            routes.MapGet(path, ListAsync);
            routes.MapPost(path, SaveAsync);
        }

        routes.MapGet("/v2/datasets/{name}", GetAsync);
    }

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken stop)
    {
        if (!PageRequest.TryParse(context.Request.Query, out var page, out var fault))
        {
            return fault;
        }

        var project = context.Caller().Project;
        var found = await book.ListAsync(project, "", page.Offset, page.Limit, stop);
        return Results.Json(new DatasetList([.. found.Items.Select(dataset => DatasetBody.From(project, dataset))], page.Meta(found.Total)), DatasetBodiesJson.Readable.DatasetList);
    }

    private async Task<IResult> GetAsync(HttpContext context, string name, CancellationToken stop)
    {
        var project = context.Caller().Project;
        return await book.FindByPathAsync(project, name, stop) is { } dataset ? Answer(project, dataset) : Refuse.NotFound("Dataset not found");
    }

    private async Task<IResult> SaveAsync(HttpContext context, CancellationToken stop)
    {
        var (request, fault) = await LangfuseBody.ReadAsync(context, DatasetBodiesJson.Readable.DatasetRequest);
        if (request is null || (fault = FindFault(request)) is not null)
        {
            return fault!;
        }

        var project = context.Caller().Project;
        var known = await book.FindByNameAsync(project, request.Name!, stop);
        var dataset = (known ?? new Dataset { Name = request.Name! }) with
        {
            Description = request.Description ?? known?.Description,
            Metadata = request.Metadata ?? known?.Metadata,
            InputSchema = request.InputSchema ?? known?.InputSchema,
            ExpectedOutputSchema = request.ExpectedOutputSchema ?? known?.ExpectedOutputSchema,
        };
        var hasNewSchema = request.InputSchema is not null || request.ExpectedOutputSchema is not null;
        return known is not null && hasNewSchema && await FindItemFaultAsync(project, dataset, stop) is { } wrong
            ? wrong
            : Answer(project, await book.SaveAsync(project, dataset, stop));
    }

    /// <summary>A schema is refused while there are items that do not follow it.</summary>
    private async Task<IResult?> FindItemFaultAsync(ProjectId project, Dataset dataset, CancellationToken stop)
    {
        foreach (var item in await book.AllItemsAsync(new ItemQuery(project, dataset.Id), stop))
        {
            if (dataset.FindFault(item) is var (field, message))
            {
                return Refuse.Invalid($"Schema validation failed: the item {item.Id} does not follow the schema at {field}. {message} Change the item first.");
            }
        }

        return null;
    }

    private static IResult? FindFault(DatasetRequest request) =>
        string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > NameCharactersMax
            ? Refuse.InvalidField("name", $"'name' is missing or longer than {NameCharactersMax} characters: a dataset needs one.")
            : FindSchemaFault("inputSchema", request.InputSchema) ?? FindSchemaFault("expectedOutputSchema", request.ExpectedOutputSchema);

    private static IResult? FindSchemaFault(string field, JsonElement? schema) =>
        schema is { } rules && SchemaCheck.FindFault(rules) is { } fault ? Refuse.InvalidField(field, $"'{field}' is no JSON Schema. {fault}") : null;

    private static IResult Answer(ProjectId project, Dataset dataset) => Results.Json(DatasetBody.From(project, dataset), DatasetBodiesJson.Readable.DatasetBody);
}
