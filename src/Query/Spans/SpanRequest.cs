using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tracehouse.Query.OpenApi;
using Tracehouse.Query.Requests;
using Tracehouse.Query.Rows;
using Tracehouse.Query.Sql;
using Tracehouse.Query.Traces;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Query.Spans;

/// <summary>Which spans are meant, and which page of them, as they stand in a query string.</summary>
internal sealed record SpanRequest
{
    /// <summary>The longest page.</summary>
    public const int LimitMax = 1000;

    private const int LimitDefault = 100;

    // Parameters that are compared with the column of their name.
    private static readonly string[] Words =
    [
        "trace_id", "parent_span_id", "kind", "name", "model", "provider", "status", "level", "error_type", "source", "user_id", "session_id", "environment", "release",
        "version", "trace_name", "scope", "service_name", "prompt_name", "prompt_version",
    ];

    private static readonly Dictionary<string, string> Numbers = new(StringComparer.Ordinal)
    {
        ["latency_ms"] = "latency_ms", ["ttft_ms"] = "ttft_ms", ["tokens_in"] = "input_tokens", ["tokens_out"] = "output_tokens", ["cost_usd"] = "total_cost_usd",
    };

    private readonly List<Action<Conditions>> _conditions = [];

    /// <summary>Every parameter, for the description of the API.</summary>
    public static IReadOnlyList<Parameter> Parameters { get; } =
    [
        .. Parameter.Window(LimitMax),
        new("since", "string", "ISO 8601, inclusive"),
        new("until", "string", "ISO 8601, exclusive"),
        .. Words.Select(word => new Parameter(word, "string", word == "name" ? "the name; * stands for anything" : "exactly this")),
        new("tag", "string", "a label"),
        .. Numbers.Keys.SelectMany(number => new[] { new Parameter($"min_{number}", "number", "at least"), new Parameter($"max_{number}", "number", "at most") }),
        new("metadata.{key}", "string", "a value of the metadata"),
        new("attribute.{key}", "string", "a value of the attributes"),
        new("score.{name}", "string", "a judgement of the span, as a word or number"),
        new("min_score.{name}", "number", "such a judgement, at least"),
        new("max_score.{name}", "number", "such a judgement, at most"),
    ];

    public DateTimeOffset? Since { get; private init; }

    public DateTimeOffset? Until { get; private init; }

    public int Limit { get; private init; } = LimitDefault;

    /// <summary>Where the page behind this span begins.</summary>
    public static string CursorBehind(SpanRow row) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{row.StartTime.UtcTicks.ToString(CultureInfo.InvariantCulture)} {row.SpanId}"));

    /// <summary>False when a parameter is unknown or out of range; then <paramref name="fault"/> says which and why.</summary>
    public static bool TryParse(IQueryCollection query, out SpanRequest request, out string fault)
    {
        request = new SpanRequest();
        fault = "";
        foreach (var (name, values) in query)
        {
            if (values.ToString() is { Length: > 0 } value && !TryApply(name, value, ref request, out fault))
            {
                return false;
            }
        }

        return true;
    }

    public Conditions ToConditions(ProjectId project, out SqlParameters parameters)
    {
        parameters = new SqlParameters { { "project", project.Value }, { "since", Since ?? TimeBounds.Earliest }, { "until", Until ?? TimeBounds.Latest } };
        var conditions = new Conditions(parameters);
        foreach (var add in _conditions)
        {
            add(conditions);
        }

        return conditions;
    }

    private static bool TryApply(string name, string value, ref SpanRequest request, out string fault)
    {
        switch (name)
        {
            case "limit":
                var isLimit = Values.TryNumber(name, value, 1, LimitMax, out var limit, out fault);
                request = request with { Limit = (int)limit };
                return isLimit;
            case "since":
                var isSince = Values.TryTime(name, value, out var since, out fault);
                request = request with { Since = since };
                return isSince;
            case "until":
                var isUntil = Values.TryTime(name, value, out var until, out fault);
                request = request with { Until = until };
                return isUntil;
            case "cursor":
                return request.TryCursor(value, out fault);
            default:
                return request.TryCondition(name, value, out fault);
        }
    }

    private bool TryCondition(string name, string value, out string fault)
    {
        if (!Values.TryWord(name, value, out fault))
        {
            return false;
        }

        if (Words.Contains(name))
        {
            _conditions.Add(sql => sql.And(
                name == "name" && value.Contains('*') ? "name LIKE {}" : $"spans.{name} = {{}}", name == "name" && value.Contains('*') ? Pattern.ToLike(value) : value));
            return true;
        }

        if (name == "tag")
        {
            _conditions.Add(sql => sql.And("has(tags, {})", value));
            return true;
        }

        if (name.StartsWith("metadata.", StringComparison.Ordinal) || name.StartsWith("attribute.", StringComparison.Ordinal))
        {
            _conditions.Add(sql => sql.And("(trace_id, span_id) IN (SELECT trace_id, span_id FROM span_payloads WHERE project = {project:String} AND has(pairs, {}))", $"{name}={value}"));
            return true;
        }

        if (TraceCondition.IsScore(name))
        {
            var isScore = TraceCondition.TryParse(name, value, out _, out fault);
            _conditions.Add(sql => TraceCondition.AddScore(sql, name, value, "(trace_id, span_id)"));
            return isScore;
        }

        if (name.Length > 4 && name[..4] is "min_" or "max_" && Numbers.TryGetValue(name[4..], out var column))
        {
            var isNumber = Values.TryAmount(name, value, out var amount, out fault);
            _conditions.Add(sql => sql.And($"ifNull(toFloat64({column}) {(name[..4] == "min_" ? ">=" : "<=")} {{}}, false)", amount));
            return isNumber;
        }

        fault = $"Unknown parameter '{name}'. Known are: {string.Join(", ", Parameters.Select(parameter => parameter.Name))}.";
        return false;
    }

    private bool TryCursor(string value, out string fault)
    {
        fault = "Parameter 'cursor' is no cursor of this list; take the next_cursor of an answer.";
        if (!Base64Url.IsValid(value) || Encoding.UTF8.GetString(Base64Url.DecodeFromChars(value)).Split(' ', 2) is not [var ticks, var span]
            || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var start) || start > TimeBounds.Latest.UtcTicks)
        {
            return false;
        }

        _conditions.Add(sql =>
        {
            var (time, id) = (sql.Bind(new DateTimeOffset(start, TimeSpan.Zero)), sql.Bind(span));
            sql.And($"start_time <= {time} AND (start_time != {time} OR span_id < {id})");
        });
        fault = "";
        return true;
    }
}
