using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Analytics;
using Tracehouse.Query.Http;
using Tracehouse.Query.Requests;
using Tracehouse.Query.Traces;
using Tracehouse.Records;
using Tracehouse.Vendors.OpenTracy.Http;

namespace Tracehouse.Vendors.OpenTracy.Analytics;

/// <summary>
/// What OpenTracy's pages ask for: <c>GET /v1/stats/{tenant}/analytics</c>, <c>/analytics/summary</c> and <c>/analytics/models</c>. Errors: 400 <c>invalid_request</c>,
/// 404 for the tenant of another project, 503 <c>clickhouse_down</c>.
/// </summary>
internal sealed class AnalyticsEndpoints(MeasureTraces measures, ListTraces traces, TimeProvider time)
{
    private const int DaysMost = 3_650;
    private const int HoursMost = 24 * DaysMost;
    private const long OffsetMost = 1_000_000_000;
    private static readonly TimeSpan HourlyMost = TimeSpan.FromDays(7);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/stats/{tenant}/analytics", AnalyseAsync).ExcludeFromDescription();
        routes.MapGet("/analytics/summary", SummariseAsync).ExcludeFromDescription();
        routes.MapGet("/analytics/models", ModelsAsync).ExcludeFromDescription();
    }

    private async Task<IResult> AnalyseAsync(HttpContext context, string tenant, CancellationToken stop)
    {
        var (project, query) = (context.Caller().Project, context.Request.Query);
        if (tenant != project.Value && tenant != ProjectId.Default.Value)
        {
            return OpenTracyErrors.NotFound($"There is no tenant '{tenant}' for this key; it opens '{project}'.");
        }

        if (!TryNumber(query, "days", 30, 1, DaysMost, out var days, out var fault) || !TryNumber(query, "trace_limit", 100, 1, int.MaxValue, out var limit, out fault)
            || !TryNumber(query, "trace_offset", 0, 0, OffsetMost, out var offset, out fault) || !TryFilter(query, days, out var filter, out fault))
        {
            return OpenTracyErrors.Refuse(fault);
        }

        // One after the other: a dashboard must not take the store from everybody else.
        var all = await OneAsync(project, filter, stop);
        var byTime = await measures.AskAsync(project, TimeSpan.FromDays(days) > HourlyMost ? MeasureBy.Day : MeasureBy.Hour, filter, stop);
        var byModel = await measures.AskAsync(project, MeasureBy.Model, filter, stop);
        var byProvider = await measures.AskAsync(project, MeasureBy.Provider, filter, stop);
        var week = time.GetUtcNow().AddDays(-7);
        var last = await OneAsync(project, filter with { Since = week }, stop);
        var previous = await OneAsync(project, filter with { Since = week.AddDays(-7), Until = week }, stop);
        var page = await traces.AskAsync(project, filter, (int)Math.Min(limit, ListTraces.LimitMax), offset, stop);
        return Answer(new JsonObject
        {
            ["totals"] = AnalyticsBody.Totals(all),
            ["series"] = new JsonObject { ["by_time"] = Lines("time", byTime), ["by_model"] = Lines("model_id", byModel), ["by_backend"] = Lines("backend", byProvider) },
            ["distributions"] = AnalyticsBody.Distributions(all),
            ["trends"] = AnalyticsBody.Trends(last, previous),
            ["leaders"] = AnalyticsBody.Leaders(byModel),
            ["insights"] = new JsonArray(),
            ["raw_sample"] = new JsonArray([.. page.Traces.Select(trace => (JsonNode)TraceSample.From(trace))]),
            ["total_traces"] = all.Traces,
        });
    }

    private async Task<IResult> SummariseAsync(HttpContext context, CancellationToken stop)
    {
        if (!TryHours(context.Request.Query, out var filter, out var fault))
        {
            return OpenTracyErrors.Refuse(fault);
        }

        var project = context.Caller().Project;
        var models = await measures.AskAsync(project, MeasureBy.Model, filter, stop);
        var providers = await measures.AskAsync(project, MeasureBy.Provider, filter, stop);
        return Answer(AnalyticsBody.Summary(await OneAsync(project, filter, stop), models.Count(group => group.Key.Length > 0), providers.Count(group => group.Key.Length > 0)));
    }

    private async Task<IResult> ModelsAsync(HttpContext context, CancellationToken stop)
    {
        if (!TryHours(context.Request.Query, out var filter, out var fault))
        {
            return OpenTracyErrors.Refuse(fault);
        }

        var groups = await measures.AskAsync(context.Caller().Project, MeasureBy.Model, filter, stop);
        return Answer(new JsonObject { ["models"] = Lines("model_id", groups) });
    }

    private async Task<TraceMeasures> OneAsync(ProjectId project, TraceFilter filter, CancellationToken stop) =>
        await measures.AskAsync(project, MeasureBy.All, filter, stop) is [var all, ..] ? all : new TraceMeasures();

    private bool TryFilter(IQueryCollection query, long days, out TraceFilter filter, out string fault)
    {
        fault = "";
        filter = new TraceFilter
        {
            Since = time.GetUtcNow().AddDays(-days), Model = query["model_id"].ToString(), Provider = query["backend"].ToString(), Search = query["search"].ToString(),
        };
        switch (query["is_success"].ToString().ToLowerInvariant())
        {
            case "": return true;
            case "true" or "1": filter = filter with { Status = "success" }; return true;
            case "false" or "0": filter = filter with { Status = "error" }; return true;
            default: fault = "Parameter 'is_success' must be true or false."; return false;
        }
    }

    private bool TryHours(IQueryCollection query, out TraceFilter filter, out string fault)
    {
        var isRead = TryNumber(query, "hours", 24, 1, HoursMost, out var hours, out fault);
        filter = new TraceFilter { Since = time.GetUtcNow().AddHours(-hours), Model = query["model"].ToString() };
        return isRead;
    }

    private static bool TryNumber(IQueryCollection query, string name, long usual, long least, long most, out long number, out string fault)
    {
        (number, fault) = (usual, "");
        return query[name].ToString() is not { Length: > 0 } text || Values.TryNumber(name, text, least, most, out number, out fault);
    }

    private static JsonArray Lines(string key, IReadOnlyList<TraceMeasures> groups) => [.. groups.Select(group => (JsonNode)AnalyticsBody.Line(key, group))];

    private static IResult Answer(JsonObject body) => Results.Text(body.ToJsonString(), "application/json");
}
