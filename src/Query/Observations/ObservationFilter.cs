using Tracehouse.Query.Metrics;
using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Query.Observations;

/// <summary>Which spans are meant. What is empty lets everything through.</summary>
public sealed record ObservationFilter
{
    // The times of a few traces bound where their spans are looked for.
    private const string Times =
        "spans.start_time >= (SELECT if(count() = 0, toDateTime64('1900-01-01 00:00:00', 6, 'UTC'), min(first_start)) FROM trace_times WHERE project = {project:String} AND trace_id IN {}) " +
        "AND spans.start_time <= (SELECT if(count() = 0, toDateTime64('2299-12-31 00:00:00', 6, 'UTC'), max(last_start)) FROM trace_times WHERE project = {project:String} AND trace_id IN {}) " +
        "AND spans.trace_id IN {}";

    /// <summary>The traces that they are part of.</summary>
    public IReadOnlyCollection<string> TraceIds { get; init; } = [];

    /// <summary>The spans themselves, in whatever trace.</summary>
    public IReadOnlyCollection<string> SpanIds { get; init; } = [];

    /// <summary>Whether what was said of a trace as a whole is among them.</summary>
    public bool WithNotes { get; init; }

    public string Name { get; init; } = "";

    /// <summary>What they stand for, such as <c>generation</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>How much they matter, such as <c>error</c>.</summary>
    public string Level { get; init; } = "";

    public string ParentSpanId { get; init; } = "";

    /// <summary>Whether they hang below another span.</summary>
    public bool? HasParent { get; init; }

    /// <summary>Whether a program began with them: they hang below nothing, or say so of themselves.</summary>
    public bool? IsRoot { get; init; }

    /// <summary>The end user of the span or of its trace.</summary>
    public string UserId { get; init; } = "";

    /// <summary>The conversation of the span or of its trace.</summary>
    public string SessionId { get; init; } = "";

    public string Version { get; init; } = "";

    /// <summary>Any of these; <c>default</c> is that of spans that name none.</summary>
    public IReadOnlyCollection<string> Environments { get; init; } = [];

    /// <summary>Inclusive.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What else must hold.</summary>
    public IReadOnlyList<FilterTerm> Terms { get; init; } = [];

    /// <summary>Null when a term cannot be meant; then <paramref name="fault"/> says why.</summary>
    internal Conditions? ToConditions(ProjectId project, out SqlParameters parameters, out string fault)
    {
        parameters = new SqlParameters
        {
            { "project", project.Value }, { "since", Since ?? TimeBounds.Earliest }, { "until", Until ?? TimeBounds.Latest },
        };
        var conditions = new Conditions(parameters);
        if (!WithNotes)
        {
            conditions.And("kind != 'trace'");
        }

        foreach (var (column, word) in new[]
        {
            ("spans.name", Name), ("kind", Kind), ("level", Level), ("parent_span_id", ParentSpanId), ("version", Version),
        })
        {
            if (word.Length > 0)
            {
                conditions.And($"{column} = {{}}", word);
            }
        }

        AddOwners(conditions);
        fault = "";
        foreach (var term in Terms)
        {
            // Rows are listed without their traces, so what is said of the whole is asked of the traces apart.
            if (!TermConditions.TryAdd(conditions, MetricColumns.SpansAlone, term, "(trace_id, span_id)", out fault))
            {
                return null;
            }
        }

        return conditions;
    }

    private void AddOwners(Conditions conditions)
    {
        if (TraceIds.Count > 0)
        {
            conditions.And(Times, TraceIds);
        }

        if (SpanIds.Count > 0)
        {
            conditions.And("spans.span_id IN {}", SpanIds);
        }

        if (HasParent is { } hasParent)
        {
            conditions.And(hasParent ? "parent_span_id != ''" : "parent_span_id = ''");
        }

        if (IsRoot is { } isRoot)
        {
            conditions.And(isRoot ? MetricColumns.IsRoot : $"NOT ({MetricColumns.IsRoot})");
        }

        foreach (var (column, word) in new[] { ("user_id", UserId), ("session_id", SessionId) })
        {
            if (word.Length > 0)
            {
                conditions.And(
                    $"spans.{column} = {{}} OR (spans.{column} = '' AND spans.trace_id IN (SELECT trace_id FROM traces WHERE project = {{project:String}} AND {column} = {{}} GROUP BY trace_id HAVING sum(sign) > 0))",
                    word);
            }
        }

        if (Environments.Count > 0)
        {
            conditions.And("if(environment = '', 'default', environment) IN {}", Environments);
        }
    }
}
