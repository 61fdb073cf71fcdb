using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Query.Spending;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Models;

/// <summary><c>/v2/analytics/usage</c>: what was spent over time; a bare list, with costs as text.</summary>
internal sealed class UsageEndpoints(SumUsage question, TimeProvider time)
{
    private const int DaysDefault = 30;
    private const string ByModel = "model";
    private const string ByProject = "project.name";
    private static readonly string[] Granularities = ["minute", "hour", "day", "month", "year"];

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v2/analytics/usage", ListAsync);

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken stop)
    {
        var query = context.Request.Query;
        var granularity = query["granularity"].ToString() is { Length: > 0 } given ? given : "day";
        var now = time.GetUtcNow();
        if (!Granularities.Contains(granularity))
        {
            return Answers.Invalid(context, $"'granularity' must be one of {string.Join(", ", Granularities)}.");
        }

        if (!TryTime(query["from_date"].ToString(), now.AddDays(-DaysDefault), out var from) || !TryTime(query["to_date"].ToString(), now.AddMinutes(1), out var to))
        {
            return Answers.Invalid(context, "'from_date' and 'to_date' must be times such as 2026-11-01T00:00:00Z.");
        }

        var groups = query["group_by"].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)).Distinct().ToList();
        var tags = groups.Where(group => group is not (ByModel or ByProject)).ToList();
        if (tags.Count > 1)
        {
            return Answers.NotOffered(context, "'group_by' may name one tag, beside model and project.name.");
        }

        var project = context.Caller().Project;
        var buckets = await question.AskAsync(project, from, to, granularity, groups.Contains(ByModel), tags.FirstOrDefault() ?? "", stop);
        return Answers.Ok(new JsonArray([.. buckets.Select(bucket => ToItem(bucket, groups, project.Value))]));
    }

    private static JsonObject ToItem(UsageBucket bucket, IReadOnlyList<string> groups, string project)
    {
        var item = new JsonObject
        {
            ["time_bucket"] = Answers.Time(bucket.Start),
            ["cost"] = bucket.CostUsd.ToString(CultureInfo.InvariantCulture),
            ["count"] = bucket.Traces,
            ["total_tokens"] = bucket.Tokens,
        };
        foreach (var group in groups)
        {
            item[group] = group switch { ByModel => bucket.Model, ByProject => project, _ => bucket.Tag };
        }

        return item;
    }

    private static bool TryTime(string text, DateTimeOffset otherwise, out DateTimeOffset at)
    {
        at = otherwise;
        return text.Length == 0 || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);
    }
}
