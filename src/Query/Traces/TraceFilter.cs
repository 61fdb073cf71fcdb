using Tracehouse.Query.Metrics;
using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Query.Traces;

/// <summary>Which traces are meant. An empty word lets everything through.</summary>
public sealed record TraceFilter
{
    /// <summary>All traces.</summary>
    public static TraceFilter All { get; } = new();

    /// <summary>A model that was asked, such as <c>gpt-4o-mini</c>.</summary>
    public string Model { get; init; } = "";

    /// <summary>Who ran a model.</summary>
    public string Provider { get; init; } = "";

    /// <summary><c>success</c>, <c>error</c> or <c>timeout</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>A source, a tenant or a tag.</summary>
    public string Source { get; init; } = "";

    /// <summary>The alias that was asked for.</summary>
    public string RoutingAlias { get; init; } = "";

    /// <summary>The tenant; one of another project matches nothing.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>Words that must all have been said in the trace, in any order and case.</summary>
    public string Search { get; init; } = "";

    /// <summary>Inclusive lower bound of the start time.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Exclusive upper bound of the start time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What else must hold.</summary>
    public TraceConditions Others { get; init; } = TraceConditions.None;

    /// <summary>Any of these; <c>default</c> is that of traces that name none.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>Other things that must hold, in the words of metrics.</summary>
    public IReadOnlyList<FilterTerm> Terms { get; init; } = [];

    /// <summary>What is wrong with <see cref="Terms"/>; empty when nothing is.</summary>
    public string FaultOfTerms()
    {
        var sql = new Conditions([]);
        return Terms.Select(term => TermConditions.TryAdd(sql, MetricColumns.Traces, term, "trace_id", out var fault) ? "" : fault).FirstOrDefault(fault => fault.Length > 0, "");
    }

    /// <summary>This, and one more condition, by the name and value that it has in a query string. Throws for one that there is not.</summary>
    public TraceFilter With(string name, string value) => TraceCondition.IsKnown(name) && TraceCondition.TryParse(name, value, out var condition, out var fault)
        ? this with { Others = Others.With(condition) }
        : throw new ArgumentException($"There is no condition {name}={value}.", nameof(name));

    /// <summary>The values of a statement with this filter, and the conditions that it takes in.</summary>
    internal Conditions ToConditions(ProjectId project, out SqlParameters parameters)
    {
        parameters = new SqlParameters
        {
            { "project", project.Value },
            { "since", Since ?? TimeBounds.Earliest },
            { "until", Until ?? TimeBounds.Latest },
        };
        var conditions = new Conditions(parameters);
        AddTimes(conditions);
        AddWord(conditions, "project = {}", TenantId);
        AddWord(conditions, "model = {} OR has(models, {})", Model);
        AddWord(conditions, "provider = {} OR has(providers, {})", Provider);
        AddWord(conditions, "status = {}", Status);
        AddWord(conditions, "source = {} OR project = {} OR has(tags, {})", Source);
        AddWord(conditions, "routing_alias = {}", RoutingAlias);
        foreach (var condition in Others)
        {
            condition.AddTo(conditions);
        }

        if (Environments.Count > 0)
        {
            conditions.And("if(environment = '', 'default', environment) IN {}", Environments);
        }

        foreach (var term in Terms)
        {
            TermConditions.TryAdd(conditions, MetricColumns.Traces, term, "trace_id", out _);
        }

        return conditions;
    }

    private void AddTimes(Conditions conditions)
    {
        if (Since is not null)
        {
            conditions.And(WholeMinutes.Since);
        }

        if (Until is not null)
        {
            conditions.And(WholeMinutes.Until);
        }
    }

    private static void AddWord(Conditions conditions, string condition, string word)
    {
        if (word.Length > 0)
        {
            conditions.And(condition, word);
        }
    }

    /// <summary>The same, with the words that are searched for, for questions about all that match.</summary>
    internal Conditions ToConditionsWithWords(ProjectId project, out SqlParameters parameters)
    {
        var conditions = ToConditions(project, out parameters);
        foreach (var word in SearchWords.Of(Search))
        {
            SearchWords.AddTo(conditions, word);
        }

        return conditions;
    }
}
