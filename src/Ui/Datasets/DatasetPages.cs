using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Datasets.Items;
using Tracehouse.Query.Http;
using Tracehouse.Records;

namespace Tracehouse.Ui.Datasets;

/// <summary><c>GET /datasets</c> and <c>GET /datasets/{id}</c>; what they change they change through the API.</summary>
internal static class DatasetPages
{
    public const string Path = "/datasets";

    public static void MapDatasetPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (HttpContext context, DatasetBook book, CancellationToken abort) => AnswerAsync<DatasetsPage>(context, async (project, start) => new DatasetModel
        {
            Datasets = await book.ListAsync(project, "", start, DatasetModel.Limit, abort),
        }));
        routes.MapGet(Path + "/{id}", (HttpContext context, string id, DatasetBook book, CancellationToken abort) => AnswerAsync<DatasetPage>(context, async (project, start) =>
        {
            id = id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
            return await book.FindEitherAsync(project, id, abort) is not { } dataset ? new DatasetModel { Id = id } : new DatasetModel
            {
                Id = id,
                Dataset = dataset,
                Items = await book.ListItemsAsync(new ItemQuery(project, dataset.Id) { IsOldestFirst = true, Offset = start, Limit = DatasetModel.Limit }, abort),
            };
        }));
    }

    public static string UrlOf(Dataset dataset) => $"{Path}/{Uri.EscapeDataString(dataset.Id)}";

    private static async Task<RazorComponentResult<T>> AnswerAsync<T>(HttpContext context, Func<ProjectId, int, Task<DatasetModel>> ask)
        where T : IComponent
    {
        var start = int.TryParse(context.Request.Query["offset"], NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : 0;
        DatasetModel model;
        try
        {
            model = await ask(context.Caller().Project, start) with { Start = start };
        }
        catch (StoreUnavailableException cause)
        {
            model = new DatasetModel { Outage = cause.Message };
        }

        return new RazorComponentResult<T>(new Dictionary<string, object?> { ["Model"] = model })
        {
            PreventStreamingRendering = true,
            StatusCode = model.Outage.Length > 0 ? StatusCodes.Status503ServiceUnavailable
                : model is { Id.Length: > 0, Dataset: null } ? StatusCodes.Status404NotFound : StatusCodes.Status200OK,
        };
    }
}
