using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Tracehouse.Datasets.Items;
using Tracehouse.Datasets.Settings;
using Tracehouse.Query.Http;
using Tracehouse.Query.Requests;
using Tracehouse.Records;

namespace Tracehouse.Datasets.Http;

/// <summary>
/// <c>/v1/datasets</c>: collections of examples. A dataset is named by its id or its name. Errors: 400 <c>invalid_request</c>, 404
/// <c>dataset_not_found</c>, 503 <c>clickhouse_down</c>.
/// </summary>
internal sealed class DatasetsEndpoints(DatasetBook book, IOptions<DatasetOptions> options)
{
    private const int LimitDefault = 100;
    private const int LimitMax = 1_000;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/datasets", ListAsync);
        routes.MapPost("/v1/datasets", SaveAsync);
        routes.MapGet("/v1/datasets/{id}", GetAsync);
        routes.MapPatch("/v1/datasets/{id}", ChangeAsync);
        routes.MapDelete("/v1/datasets/{id}", RemoveAsync);
    }

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken stop)
    {
        var query = context.Request.Query;
        if (!Page.AreKnown(query, ["q", "limit", "cursor"], out var fault) || !Page.TryParse(query, LimitDefault, LimitMax, out var page, out fault))
        {
            return ApiError.Refuse(fault);
        }

        var found = await book.ListAsync(context.Caller().Project, query["q"].ToString(), page.Start, page.Limit, stop);
        return Results.Json(new DatasetList(found.Items, found.Total, page.Next(found.Total)), DatasetsHttpJson.Default.DatasetList);
    }

    private async Task<IResult> SaveAsync(HttpContext context, CancellationToken stop)
    {
        var (body, fault) = await JsonBody.ReadAsync(context, options.Value.BodyBytesMax, stop);
        if (body is null || (fault = FaultOf(body.Value, isNew: true)).Length > 0)
        {
            return ApiError.Refuse(fault);
        }

        var named = new Dataset { Name = body.Value.GetProperty("name").GetString()! };
        var saved = await book.SaveAsync(context.Caller().Project, With(named, body.Value), stop);
        return Results.Json(saved, DatasetsHttpJson.Default.Dataset, statusCode: StatusCodes.Status201Created);
    }

    private async Task<IResult> GetAsync(HttpContext context, string id, CancellationToken stop) =>
        await book.FindEitherAsync(context.Caller().Project, id, stop) is { } dataset ? Results.Json(dataset, DatasetsHttpJson.Default.Dataset) : Missing(context.Caller().Project, id);

    private async Task<IResult> ChangeAsync(HttpContext context, string id, CancellationToken stop)
    {
        var (body, fault) = await JsonBody.ReadAsync(context, options.Value.BodyBytesMax, stop);
        if (body is null || (fault = FaultOf(body.Value, isNew: false)).Length > 0)
        {
            return ApiError.Refuse(fault);
        }

        var project = context.Caller().Project;
        return await book.FindEitherAsync(project, id, stop) is { } dataset
            ? Results.Json(await book.SaveAsync(project, With(dataset, body.Value), stop), DatasetsHttpJson.Default.Dataset)
            : Missing(project, id);
    }

    private async Task<IResult> RemoveAsync(HttpContext context, string id, CancellationToken stop)
    {
        var project = context.Caller().Project;
        if (await book.FindEitherAsync(project, id, stop) is not { } dataset)
        {
            return Missing(project, id);
        }

        await book.RemoveAsync(project, dataset.Id, stop);
        return Results.NoContent();
    }

    /// <summary>There is no such dataset.</summary>
    public static IResult Missing(ProjectId project, string id) =>
        ApiError.Answer(StatusCodes.Status404NotFound, "dataset_not_found", $"There is no dataset '{id}' in project '{project}'.");

    private string FaultOf(JsonElement body, bool isNew)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return "A dataset is a JSON object with a 'name'.";
        }

        var isNamed = body.TryGetProperty("name", out var name);
        if ((isNew && !isNamed) || (isNamed && (name.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(name.GetString()) || name.GetString()!.Length > options.Value.NameCharactersMax)))
        {
            return $"'name' must be text of 1 to {options.Value.NameCharactersMax} characters (Datasets:NameCharactersMax).";
        }

        return body.TryGetProperty("description", out var description) && description.ValueKind is not (JsonValueKind.String or JsonValueKind.Null) ? "'description' must be text." : "";
    }

    private static Dataset With(Dataset dataset, JsonElement body) => dataset with
    {
        Name = body.TryGetProperty("name", out var name) ? name.GetString()! : dataset.Name,
        Description = body.TryGetProperty("description", out var description) ? description.GetString() : dataset.Description,
        Metadata = Has(body, "metadata") ?? dataset.Metadata,
        InputSchema = Has(body, "input_schema") ?? dataset.InputSchema,
        ExpectedOutputSchema = Has(body, "expected_output_schema") ?? dataset.ExpectedOutputSchema,
        IsArchived = body.TryGetProperty("is_archived", out var archived) ? archived.ValueKind == JsonValueKind.True : dataset.IsArchived,
    };

    private static JsonElement? Has(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value : null;
}
