using Microsoft.AspNetCore.Http;
using Tracehouse.Query.Metrics;
using Tracehouse.Query.OpenApi;
using Tracehouse.Query.Requests;
using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Query.Scores;

/// <summary>Which judgements are meant. An empty word lets everything through.</summary>
public sealed record ScoreFilter
{
    private static readonly string[] Types = ["numeric", "categorical", "boolean", "text"];

    /// <summary>Every parameter of the list, for the description of the API.</summary>
    internal static IReadOnlyList<Parameter> Parameters { get; } =
    [
        .. Parameter.Window(ListScores.LimitMax),
        new("trace_id", "string", "the trace that is judged, or whose spans are"),
        new("span_id", "string", "the span that is judged"),
        new("session_id", "string", "the session that is judged"),
        new("name", "string", "what is judged"),
        new("data_type", "string", "numeric, categorical, boolean or text"),
        new("source", "string", "who made it, such as api, annotation or eval"),
        new("author", "string", "the person or program that judged"),
        new("environment", "string", "where the judged program ran"),
        new("string_value", "string", "the category or text"),
        new("min_value", "number", "the number, at least"),
        new("max_value", "number", "the number, at most"),
        new("since", "string", "ISO 8601, inclusive"),
        new("until", "string", "ISO 8601, exclusive"),
    ];

    public string TraceId { get; init; } = "";

    /// <summary>Several traces; empty for any.</summary>
    public IReadOnlyCollection<string> TraceIds { get; init; } = [];

    public string SpanId { get; init; } = "";

    public string SessionId { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary><c>numeric</c>, <c>categorical</c>, <c>boolean</c> or <c>text</c>.</summary>
    public string DataType { get; init; } = "";

    public string Source { get; init; } = "";

    public string Author { get; init; } = "";

    public string Environment { get; init; } = "";

    public string StringValue { get; init; } = "";

    /// <summary>More that must hold, for those who ask in other words than the REST API; null for none.</summary>
    public ScoreChoice? Choice { get; init; }

    /// <summary>Conditions that must hold too, each by a column, a comparison and values.</summary>
    public IReadOnlyList<FilterTerm> Terms { get; init; } = [];

    /// <summary>Inclusive.</summary>
    public double? ValueMin { get; init; }

    /// <summary>Inclusive.</summary>
    public double? ValueMax { get; init; }

    /// <summary>Inclusive.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Reads a query string. False when a parameter is unknown or out of range; then <paramref name="fault"/> says which and why.</summary>
    public static bool TryParse(IQueryCollection query, out ScoreFilter filter, out string fault)
    {
        filter = new ScoreFilter();
        if (!Page.AreKnown(query, [.. Parameters.Select(parameter => parameter.Name)], out fault))
        {
            return false;
        }

        foreach (var (name, values) in query)
        {
            if (!Values.TryWord(name, values.ToString(), out fault))
            {
                return false;
            }
        }

        double? min = null, max = null;
        if (!Values.TryChoice("data_type", Word("data_type"), Types, out fault)
            || !Values.TryTime("since", Word("since"), out var since, out fault)
            || !Values.TryTime("until", Word("until"), out var until, out fault)
            || !TryAmount("min_value", ref min, out fault)
            || !TryAmount("max_value", ref max, out fault))
        {
            return false;
        }

        filter = new ScoreFilter
        {
            TraceId = Word("trace_id"), SpanId = Word("span_id"), SessionId = Word("session_id"), Name = Word("name"), DataType = Word("data_type"), Source = Word("source"),
            Author = Word("author"), Environment = Word("environment"), StringValue = Word("string_value"), ValueMin = min, ValueMax = max, Since = since, Until = until,
        };
        return true;

        string Word(string name) => query[name].ToString();

        bool TryAmount(string name, ref double? amount, out string why)
        {
            why = "";
            if (Word(name).Length == 0)
            {
                return true;
            }

            var isNumber = Values.TryAmount(name, Word(name), out var number, out why);
            amount = number;
            return isNumber;
        }
    }

    /// <summary>What is wrong with <see cref="Terms"/>; empty when nothing is.</summary>
    public string FaultOfTerms()
    {
        var sql = new Conditions([]);
        return Terms.Select(term => TermConditions.TryAdd(sql, MetricColumns.Scores, term, "trace_id", out var fault) ? "" : fault).FirstOrDefault(fault => fault.Length > 0, "");
    }

    internal Conditions ToConditions(ProjectId project, out SqlParameters parameters)
    {
        parameters = new SqlParameters { { "project", project.Value }, { "since", Since ?? TimeBounds.Earliest }, { "until", Until ?? TimeBounds.Latest } };
        var conditions = new Conditions(parameters);
        foreach (var (column, word) in new[]
        {
            ("trace_id", TraceId), ("span_id", SpanId), ("session_id", SessionId), ("name", Name), ("data_type", DataType), ("source", Source), ("author", Author),
            ("environment", Environment), ("string_value", StringValue),
        })
        {
            if (word.Length > 0)
            {
                conditions.And($"{column} = {{}}", word);
            }
        }

        if (TraceIds.Count > 0)
        {
            conditions.And("trace_id IN {}", TraceIds);
        }

        foreach (var (comparison, bound) in new[] { (">=", ValueMin), ("<=", ValueMax) })
        {
            if (bound is { } value)
            {
                conditions.And($"value {comparison} {{}}", value);
            }
        }

        foreach (var term in Terms)
        {
            TermConditions.TryAdd(conditions, MetricColumns.Scores, term, "trace_id", out _);
        }

        Choice?.AddTo(conditions);
        return conditions;
    }
}
