using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Groups;
using Tracehouse.Query.Http;
using Tracehouse.Query.Metrics;
using Tracehouse.Query.Requests;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>Metrics in both versions, and sums by day.</summary>
internal static class MetricsEndpoints
{
    private static readonly string[] DayFilters = ["userId", "name", "tags", "version", "release", "environment"];

    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/metrics", (HttpContext context, AskMetrics question, CancellationToken stop) => AskAsync(context, question, withTraces: true, stop));
        routes.MapGet("/v2/metrics", (HttpContext context, AskMetrics question, CancellationToken stop) => AskAsync(context, question, withTraces: false, stop));
        routes.MapGet("/metrics/daily", DailyAsync);
    }

    private static async Task<IResult> AskAsync(HttpContext context, AskMetrics question, bool withTraces, CancellationToken stop)
    {
        var (request, fault) = MetricsQuery.Read(context.Request.Query, withTraces);
        if (request is null)
        {
            return fault!;
        }

        var (rows, why) = await question.AskAsync(context.Caller().Project, request, stop);
        return rows is null ? Refuse.InvalidField("query", why) : Results.Json(new MetricsBody(rows), ReadingJson.Readable.MetricsBody);
    }

    private static async Task<IResult> DailyAsync(HttpContext context, SumTraces sums, AskMetrics metrics, CancellationToken stop)
    {
        var query = context.Request.Query;
        if (!PageRequest.TryParse(query, out var page, out var fault))
        {
            return fault;
        }

        var (filter, wrong) = TraceQuery.Filter(query);
        if (filter is null)
        {
            return wrong!;
        }

        var order = GroupOrder.Key;
        GroupOrder.TryParse("sort", "-key", ref order, out _);
        var project = context.Caller().Project;
        var days = await sums.AskAsync(project, TraceGrouping.Day, filter, order, new Page(page.Limit, page.Offset), stop);
        var usage = await UsageAsync(project, metrics, query, days.Groups, stop);
        return Results.Json(new PageOf<DailyBody>([.. days.Groups.Select(day => Day(day, usage[day.Key]))], page.Meta(days.Total)), ReadingJson.Readable.DailyPage);
    }

    private static DailyBody Day(TraceGroup day, IEnumerable<DailyUsage> usage) => new()
    {
        Date = day.Key, CountTraces = day.Traces, CountObservations = day.Observations, TotalCost = day.CostUsd ?? 0, Usage = [.. usage],
    };

    /// <summary>By day and model, of the spans on those days.</summary>
    private static async Task<ILookup<string, DailyUsage>> UsageAsync(
        ProjectId project, AskMetrics metrics, IQueryCollection query, IReadOnlyList<TraceGroup> days, CancellationToken stop)
    {
        if (days.Count == 0)
        {
            return Array.Empty<DailyUsage>().ToLookup(_ => "");
        }

        var request = new MetricsRequest
        {
            View = MetricView.Observations,
            Metrics = [new("count", "count"), new("inputTokens", "sum"), new("outputTokens", "sum"), new("totalTokens", "sum"), new("totalCost", "sum"), new("uniqueTraceIds", "uniq")],
            Dimensions = ["model"],
            Filters = [.. Terms(query)],
            Granularity = "day",
            Since = days.Min(day => day.FirstStart).UtcDateTime.Date,
            Until = days.Max(day => day.LastStart).UtcDateTime.Date.AddDays(1),
            Limit = MetricsRequest.LimitMax,
        };
        var (rows, _) = await metrics.AskAsync(project, request, stop);
        return (rows ?? []).ToLookup(row => row["time_dimension"].GetString()![..10], Usage);
    }

    private static IEnumerable<FilterTerm> Terms(IQueryCollection query)
    {
        yield return new FilterTerm("model", "is not null", []);
        foreach (var name in DayFilters)
        {
            var column = name is "name" ? "traceName" : name;
            var values = query[name is "name" && query.ContainsKey("traceName") ? "traceName" : name].OfType<string>().Where(value => value.Length > 0).ToList();
            if (values.Count > 0)
            {
                yield return new FilterTerm(column, name == "tags" ? "all of" : "any of", values);
            }
        }
    }

    private static DailyUsage Usage(IReadOnlyDictionary<string, JsonElement> row) => new()
    {
        Model = row["model"].GetString(),
        InputUsage = (long)Number(row, "sum_inputTokens"),
        OutputUsage = (long)Number(row, "sum_outputTokens"),
        TotalUsage = (long)Number(row, "sum_totalTokens"),
        TotalCost = Number(row, "sum_totalCost"),
        CountObservations = (long)Number(row, "count_count"),
        CountTraces = (long)Number(row, "uniq_uniqueTraceIds"),
    };

    private static double Number(IReadOnlyDictionary<string, JsonElement> row, string name) =>
        row.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : 0;
}
