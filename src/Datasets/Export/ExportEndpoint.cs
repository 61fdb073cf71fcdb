using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Datasets.Items;
using Tracehouse.Query.Datasets;
using Tracehouse.Query.Http;
using Tracehouse.Query.Requests;
using Tracehouse.Records;

namespace Tracehouse.Datasets.Export;

/// <summary>
/// <c>GET /v1/datasets/{id}/export?format=jsonl|chat|csv|parquet&amp;as_of=</c>: the items that are in use, the oldest first. Of <c>chat</c> those are left
/// out that do not say what is expected; how many stands in the trailing header <c>X-Tracehouse-Skipped</c> where the protocol has trailers.
/// </summary>
internal sealed class ExportEndpoint(DatasetBook book, ItemsAsParquet parquet, TimeProvider time)
{
    private const int ItemsAtOnce = 1_000;
    private const string Skipped = "X-Tracehouse-Skipped";

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/datasets/{id}/export", ExportAsync);

    private async Task<IResult> ExportAsync(HttpContext context, string id, CancellationToken stop)
    {
        var (project, query) = (context.Caller().Project, context.Request.Query);
        var word = query["format"].ToString() is { Length: > 0 } asked ? asked : "jsonl";
        if (!Page.AreKnown(query, ["format", "as_of"], out var fault) || !Values.TryChoice("format", word, ["jsonl", "chat", "csv", "parquet"], out fault)
            || !Values.TryTime("as_of", query["as_of"].ToString(), out var asOf, out fault))
        {
            return ApiError.Refuse(fault);
        }

        if (await book.FindEitherAsync(project, id, stop) is not { } dataset)
        {
            return ApiError.Answer(StatusCodes.Status404NotFound, "dataset_not_found", $"There is no dataset '{id}' in project '{project}'.");
        }

        var (format, at) = (Enum.Parse<ExportFormat>(word, ignoreCase: true), asOf ?? time.GetUtcNow());
        var (type, ending) = format switch
        {
            ExportFormat.Csv => ("text/csv", "csv"),
            ExportFormat.Parquet => ("application/vnd.apache.parquet", "parquet"),
            _ => ("application/jsonl", "jsonl"),
        };
        return Results.Stream(output => WriteAsync(context.Response, project, dataset.Id, format, at, output, stop), type, $"{FileName(dataset.Name)}.{ending}");
    }

    private async Task WriteAsync(HttpResponse response, ProjectId project, string datasetId, ExportFormat format, DateTimeOffset at, Stream output, CancellationToken stop)
    {
        switch (format)
        {
            case ExportFormat.Parquet:
                await parquet.WriteAsync(project, datasetId, at, output, stop);
                break;
            case ExportFormat.Csv:
                await ItemWriter.WriteCsvAsync(ItemsAsync(project, datasetId, at, stop), output, stop);
                break;
            default:
                var skipped = await ItemWriter.WriteLinesAsync(ItemsAsync(project, datasetId, at, stop), format, output, stop);
                if (response.SupportsTrailers())
                {
                    response.AppendTrailer(Skipped, $"{skipped}");
                }

                break;
        }
    }

    /// <summary>All items in use, a page at a time, as they were at one time, so that pages fit together.</summary>
    private async IAsyncEnumerable<DatasetItem> ItemsAsync(ProjectId project, string datasetId, DateTimeOffset at, [EnumeratorCancellation] CancellationToken stop)
    {
        var query = new ItemQuery(project, datasetId) { AsOf = at, IsOldestFirst = true, Limit = ItemsAtOnce };
        while (await book.ListItemsAsync(query, stop) is { Items.Count: > 0 } page)
        {
            foreach (var item in page.Items.Where(item => !item.IsArchived))
            {
                yield return item;
            }

            query = query with { Offset = query.Offset + page.Items.Count };
        }
    }

    private static string FileName(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '_'));
}
