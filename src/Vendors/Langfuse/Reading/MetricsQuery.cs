using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tracehouse.Query.Metrics;
using Tracehouse.Vendors.Langfuse.Filters;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>Reads what is measured, from the JSON of the parameter <c>query</c>.</summary>
internal static class MetricsQuery
{
    private const int ItemsMax = 20;
    private const int BinsMax = 100;

    private static readonly Dictionary<string, MetricView> Views = new(StringComparer.Ordinal)
    {
        ["observations"] = MetricView.Observations, ["traces"] = MetricView.Traces, ["scores-numeric"] = MetricView.NumericScores,
        ["scores-boolean"] = MetricView.BooleanScores, ["scores-categorical"] = MetricView.CategoricalScores,
    };

    /// <summary>The request, or the answer to one that cannot be meant.</summary>
    public static (MetricsRequest? Request, IResult? Fault) Read(IQueryCollection query, bool withTraces)
    {
        if (SaidValue.Json(query["query"].ToString()) is not { ValueKind: JsonValueKind.Object } asked)
        {
            return Wrong("query", "'query' must be a JSON object with view, metrics, fromTimestamp and toTimestamp.");
        }

        if (!Views.TryGetValue(FilterReader.Text(asked, "view"), out var view) || (view == MetricView.Traces && !withTraces))
        {
            return Wrong("query.view", $"'view' must be one of {string.Join(", ", Views.Keys.Where(name => withTraces || name != "traces"))}.");
        }

        if (!Time(asked, "fromTimestamp", out var since) || !Time(asked, "toTimestamp", out var until))
        {
            return Wrong("query", "'fromTimestamp' and 'toTimestamp' must be times such as 2026-11-01T08:00:00Z.");
        }

        var metrics = Items(asked, "metrics").Select(item => new Metric(FilterReader.Text(item, "measure"), FilterReader.Text(item, "aggregation"))).ToList();
        if (metrics.Count is 0 or > ItemsMax)
        {
            return Wrong("query.metrics", $"'metrics' must hold 1 to {ItemsMax}, each with a measure and an aggregation.");
        }

        var dimensions = Items(asked, "dimensions").Select(item => FilterReader.Text(item, "field")).ToList();
        if (dimensions.Count > ItemsMax || dimensions.Distinct().Count() < dimensions.Count)
        {
            return Wrong("query.dimensions", $"'dimensions' may hold {ItemsMax}, each once.");
        }

        IReadOnlyList<FilterTerm> filters = [];
        var fault = "";
        if (asked.TryGetProperty("filters", out var list) && list.ValueKind != JsonValueKind.Null && !FilterReader.TryRead(list, out filters, out fault))
        {
            return Wrong("query.filters", fault);
        }

        var config = asked.TryGetProperty("config", out var settings) ? settings : default;
        return (new MetricsRequest
        {
            View = view,
            Metrics = metrics.Distinct().ToList(),
            Dimensions = dimensions,
            Filters = filters,
            Granularity = asked.TryGetProperty("timeDimension", out var time) ? FilterReader.Text(time, "granularity") : "",
            Since = since,
            Until = until,
            Order = [.. Items(asked, "orderBy").Select(item => (FilterReader.Text(item, "field"), FilterReader.Text(item, "direction") is "desc" or "DESC"))],
            Limit = Number(config, "row_limit", 100, MetricsRequest.LimitMax),
            Bins = Number(config, "bins", 10, BinsMax),
        }, null);
    }

    private static (MetricsRequest? Request, IResult? Fault) Wrong(string field, string message) => (null, Refuse.InvalidField(field, message));

    private static JsonElement[] Items(JsonElement asked, string name) =>
        asked.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Take(ItemsMax + 1)] : [];

    private static bool Time(JsonElement asked, string name, out DateTimeOffset time) => IsoTimeConverter.TryParse(FilterReader.Text(asked, name), out time);

    private static int Number(JsonElement config, string name, int usual, int most) =>
        config.ValueKind == JsonValueKind.Object && config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? Math.Clamp(number, 1, most)
            : usual;
}
