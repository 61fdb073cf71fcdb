using System.Globalization;
using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Query.Metrics;

/// <summary>
/// The statement of a request:
/// 1. takes the columns that it is grouped by and the numbers that it asks for;
/// 2. adds the conditions, and the traces of spans where something of them is needed;
/// 3. puts the groups into order.
/// </summary>
internal static class MetricsStatement
{
    public const string TimeName = "time_dimension";

    private const string ColumnsPlace = "/* columns */ count() AS rows";
    private const string WholePlace = "/* whole */";
    private const string GroupsPlace = "/* groups */";
    private const int AutoBuckets = 50;
    private static readonly string Spans = SqlText.Load("Metrics/SpanMetrics.sql");
    private static readonly string Traces = SqlText.Load("Metrics/TraceMetrics.sql");
    private static readonly string Scores = SqlText.Load("Metrics/ScoreMetrics.sql");
    private static readonly string Whole = SqlText.Load("Metrics/WholeTraces.sql");
    private static readonly (string Name, TimeSpan Step)[] Steps =
    [
        ("minute", TimeSpan.FromMinutes(1)), ("hour", TimeSpan.FromHours(1)), ("day", TimeSpan.FromDays(1)), ("week", TimeSpan.FromDays(7)), ("month", TimeSpan.FromDays(30)),
    ];

    /// <summary>Null when the request asks for what there is not; then <paramref name="fault"/> says what there is.</summary>
    public static string? Of(ProjectId project, MetricsRequest request, out SqlParameters parameters, out string fault)
    {
        var view = ViewOf(request.View);
        parameters = new SqlParameters
        {
            { "project", project.Value }, { "since", request.Since }, { "until", request.Until }, { "data_type", view.DataType }, { "limit", request.Limit },
        };

        // 1.
        var used = new List<Column>();
        var (selected, groups) = (new List<string>(), new List<string>());
        if (request.Granularity.Length > 0)
        {
            if (TimeSql(request, view.Time) is not { } time)
            {
                fault = $"Granularity '{request.Granularity}' is unknown; there are auto, {string.Join(", ", Steps.Select(step => step.Name))}.";
                return null;
            }

            Group(TimeName, $"formatDateTime({time}, '%Y-%m-%dT%H:%i:%S.000Z', 'UTC')");
        }

        foreach (var dimension in request.Dimensions)
        {
            if (Find(view.Columns, dimension, "dimension", out fault) is not { Type: not ColumnType.Pairs } column)
            {
                fault = fault.Length > 0 ? fault : $"Dimension '{dimension}' cannot be grouped by.";
                return null;
            }

            used.Add(column);
            Group(dimension, column.Sql);
        }

        foreach (var metric in request.Metrics)
        {
            if (Find(view.Measures, metric.Measure, "measure", out fault) is not { } measure || Aggregated(metric, measure, request.Bins, out fault) is not { } sql)
            {
                return null;
            }

            used.Add(measure);
            selected.Add($"{sql} AS `{metric.Name}`");
        }

        // 2.
        var conditions = new Conditions(parameters);
        foreach (var term in request.Filters)
        {
            if (!TermConditions.TryAdd(conditions, view.Columns, term, view.PayloadKey, out fault))
            {
                return null;
            }

            used.AddRange(view.Columns.Where(column => column.Name == term.Column));
        }

        // 3.
        var order = OrderSql(request, out fault);
        return order is null ? null : conditions.Into(view.Sql)
            .Replace(ColumnsPlace, string.Join(",\n    ", selected), StringComparison.Ordinal)
            .Replace(WholePlace, used.Exists(column => column.IsOfTrace) ? $"LEFT ANY JOIN (\n{Whole}) AS whole ON whole.trace_id = spans.trace_id" : "", StringComparison.Ordinal)
            .Replace(GroupsPlace, $"{(groups.Count > 0 ? $"GROUP BY {string.Join(", ", groups)}\n" : "")}{order}", StringComparison.Ordinal);

        void Group(string name, string sql)
        {
            selected.Add($"{sql} AS `{name}_`");
            groups.Add($"`{name}_`");
        }
    }

    private static Column? Find(IReadOnlyList<Column> columns, string name, string what, out string fault)
    {
        var column = columns.FirstOrDefault(each => each.Name == name);
        fault = column is null ? $"There is no {what} '{name}' in this view. There are: {string.Join(", ", columns.Select(each => each.Name))}." : "";
        return column;
    }

    private static string? Aggregated(Metric metric, Column measure, int bins, out string fault)
    {
        fault = $"Aggregation '{metric.Aggregation}' is unknown; there are sum, avg, count, min, max, uniq, p50, p75, p90, p95, p99 and histogram.";
        var sql = metric.Aggregation switch
        {
            "sum" or "avg" or "min" or "max" => $"{metric.Aggregation}({measure.Sql})",
            "count" => $"toInt64(count({measure.Sql}))",
            "uniq" => $"toInt64(uniqExact({measure.Sql}))",
            "p50" or "p75" or "p90" or "p95" or "p99" => $"quantile(0.{metric.Aggregation[1..]})({measure.Sql})",
            "histogram" => $"histogram({bins.ToString(CultureInfo.InvariantCulture)})({measure.Sql})",
            _ => null,
        };
        fault = sql is null ? fault : "";
        return sql;
    }

    private static string? TimeSql(MetricsRequest request, string time)
    {
        var name = request.Granularity != "auto" ? request.Granularity
            : Steps.FirstOrDefault(step => (request.Until - request.Since) / step.Step <= AutoBuckets, Steps[^1]).Name;
        return name switch
        {
            "minute" => $"toStartOfMinute({time})",
            "hour" => $"toStartOfHour({time})",
            "day" => $"toDateTime(toStartOfDay({time}), 'UTC')",
            "week" => $"toDateTime(toMonday({time}), 'UTC')",
            "month" => $"toDateTime(toStartOfMonth({time}), 'UTC')",
            _ => null,
        };
    }

    /// <summary>Where nobody asks for an order, time goes forward, and else the largest of the first number comes first.</summary>
    private static string? OrderSql(MetricsRequest request, out string fault)
    {
        fault = "";
        var terms = new List<string>();
        foreach (var (name, isDescending) in request.Order)
        {
            var isGroup = request.Dimensions.Contains(name) || (name == TimeName && request.Granularity.Length > 0);
            if (!isGroup && !request.Metrics.Any(metric => metric.Name == name))
            {
                fault = $"'{name}' is neither a dimension nor a metric of this request, so it cannot be ordered by.";
                return null;
            }

            terms.Add($"`{name}{(isGroup ? "_" : "")}` {(isDescending ? "DESC" : "ASC")}");
        }

        if (terms.Count == 0)
        {
            terms.Add(request.Granularity.Length > 0 ? $"`{TimeName}_` ASC" : $"`{request.Metrics[0].Name}` DESC");
        }

        return $"ORDER BY {string.Join(", ", [.. terms, .. request.Dimensions.Select(name => $"`{name}_`")])}";
    }

    private static (string Sql, string Time, string PayloadKey, string DataType, IReadOnlyList<Column> Columns, IReadOnlyList<Column> Measures) ViewOf(MetricView view) => view switch
    {
        MetricView.Observations => (Spans, "spans.start_time", "(trace_id, span_id)", "", MetricColumns.Spans, MetricColumns.SpanMeasures),
        MetricView.Traces => (Traces, "start_time", "trace_id", "", MetricColumns.Traces, MetricColumns.TraceMeasures),
        _ => (Scores, "time", "trace_id",
            view == MetricView.NumericScores ? "numeric" : view == MetricView.BooleanScores ? "boolean" : "categorical", MetricColumns.Scores, MetricColumns.ScoreMeasures),
    };
}
