using Tracehouse.Query.Sql;

namespace Tracehouse.Query.Scores;

/// <summary>Lists of words of which a score must have one each, and what must hold of its value and its trace. An empty list lets everything through.</summary>
public sealed record ScoreChoice
{
    /// <summary>Some senders have types that are ours only with an addition, which stands in what is attached.</summary>
    private const string DataType = "coalesce(nullIf(lower(JSONExtractString(metadata, 'langfuse.data_type')), ''), data_type)";

    public IReadOnlyCollection<string> Ids { get; init; } = [];

    public IReadOnlyCollection<string> Names { get; init; } = [];

    public IReadOnlyCollection<string> Sources { get; init; } = [];

    public IReadOnlyCollection<string> DataTypes { get; init; } = [];

    public IReadOnlyCollection<string> Environments { get; init; } = [];

    public IReadOnlyCollection<string> ConfigIds { get; init; } = [];

    public IReadOnlyCollection<string> Authors { get; init; } = [];

    public IReadOnlyCollection<string> SpanIds { get; init; } = [];

    public IReadOnlyCollection<string> SessionIds { get; init; } = [];

    public IReadOnlyCollection<string> StringValues { get; init; } = [];

    public IReadOnlyCollection<double> Numbers { get; init; } = [];

    /// <summary>Exclusive.</summary>
    public double? Above { get; init; }

    /// <summary>Exclusive.</summary>
    public double? Below { get; init; }

    /// <summary>Anything but this number.</summary>
    public double? Not { get; init; }

    /// <summary>What must be attached: a name, and the texts of which it must have one.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> Attached { get; init; } = new Dictionary<string, IReadOnlyCollection<string>>();

    /// <summary>The user of the trace; empty for any.</summary>
    public string UserId { get; init; } = "";

    /// <summary>Tags that the trace must have, all of them.</summary>
    public IReadOnlyCollection<string> TraceTags { get; init; } = [];

    internal void AddTo(Conditions conditions)
    {
        foreach (var (column, words) in new[]
        {
            ("id", Ids), ("name", Names), ("source", Sources), (DataType, DataTypes), ("if(environment = '', 'default', environment)", Environments), ("config_id", ConfigIds), ("author", Authors),
            ("span_id", SpanIds), ("session_id", SessionIds), ("string_value", StringValues),
        })
        {
            if (words.Count > 0)
            {
                conditions.And($"{column} IN {{}}", words);
            }
        }

        foreach (var (name, words) in Attached)
        {
            conditions.And($"JSONExtractString(metadata, {conditions.Bind(name)}) IN {{}}", words);
        }

        AddNumbers(conditions);
        if (UserId.Length > 0)
        {
            conditions.And("trace_id IN (SELECT trace_id FROM traces FINAL WHERE project = {project:String} AND user_id = {})".Replace("{}", conditions.Bind(UserId), StringComparison.Ordinal));
        }

        foreach (var tag in TraceTags)
        {
            conditions.And("trace_id IN (SELECT trace_id FROM traces FINAL WHERE project = {project:String} AND has(tags, {}))".Replace("{}", conditions.Bind(tag), StringComparison.Ordinal));
        }
    }

    private void AddNumbers(Conditions conditions)
    {
        if (Numbers.Count > 0)
        {
            conditions.And(string.Join(" OR ", Numbers.Select(number => $"value = {conditions.Bind(number)}")));
        }

        foreach (var (comparison, bound) in new[] { (">", Above), ("<", Below), ("!=", Not) })
        {
            if (bound is { } value)
            {
                conditions.And($"value {comparison} {{}}", value);
            }
        }
    }
}
