using System.Globalization;
using Tracehouse.Query.Requests;
using Tracehouse.Query.Sql;

namespace Tracehouse.Query.Traces;

/// <summary>One more thing that must hold of a trace, as it stands in a query string: <c>level=error</c>, <c>min_cost_usd=0.5</c>, <c>tag=nightly</c>, <c>metadata.region=eu</c>, <c>score.helpful=1</c>.</summary>
public sealed record TraceCondition
{
    /// <summary>The one that may be given several times.</summary>
    internal const string Tag = "tag";

    private const string Tags = "tags";
    private const string Kind = "kind";
    private const string Minimum = "min_";
    private const string Maximum = "max_";
    private const string Score = "score.";
    private static readonly string[] PairPrefixes = ["metadata.", "attribute."];
    private static readonly string[] Levels = ["debug", "default", "warning", "error"];

    private TraceCondition(string name, string value) => (Name, Value) = (name, value);

    /// <summary>The name of the parameter.</summary>
    public string Name { get; }

    /// <summary>Its value.</summary>
    public string Value { get; }

    /// <summary>How they are all written.</summary>
    internal static IReadOnlyList<string> Names { get; } =
    [
        .. TraceProperty.All.Where(property => property.Type is PropertyType.Word or PropertyType.Pattern).Select(property => property.Name), Kind, Tag, Tags,
        .. TraceProperty.All.Where(property => property.Type == PropertyType.Number).SelectMany(property => new[] { Minimum + property.Name, Maximum + property.Name }),
        "metadata.<key>", "attribute.<key>", "score.<name>", "min_score.<name>", "max_score.<name>",
    ];

    /// <summary>Whether a parameter is a condition of this kind at all.</summary>
    public static bool IsKnown(string name) =>
        name is Tag or Tags or Kind || IsPair(name) || IsScore(name)
        || (Bound(name) is { } property ? property.Type == PropertyType.Number : TraceProperty.Find(name)?.Type is PropertyType.Word or PropertyType.Pattern);

    /// <summary>False when the value cannot be meant; then <paramref name="fault"/> says why. The name must be known.</summary>
    public static bool TryParse(string name, string value, out TraceCondition condition, out string fault)
    {
        condition = new TraceCondition(name, value);
        return name switch
        {
            "level" => Values.TryChoice(name, value, Levels, out fault),
            _ when Bound(name) is not null || name.StartsWith(Minimum + Score, StringComparison.Ordinal) || name.StartsWith(Maximum + Score, StringComparison.Ordinal) =>
                Values.TryAmount(name, value, out _, out fault),
            _ => Values.TryWord(name, value, out fault),
        };
    }

    internal void AddTo(Conditions sql)
    {
        if (IsPair(Name))
        {
            sql.And("trace_id IN (SELECT trace_id FROM span_payloads WHERE project = {project:String} AND has(pairs, {}))", $"{Name}={Value}");
        }
        else if (IsScore(Name))
        {
            AddScore(sql, Name, Value, "trace_id");
        }
        else if (Bound(Name) is { } property)
        {
            sql.And($"ifNull(toFloat64({property.Column}) {(Name.StartsWith(Minimum, StringComparison.Ordinal) ? ">=" : "<=")} {{}}, false)", double.Parse(Value, CultureInfo.InvariantCulture));
        }
        else if (Name is Tag or Tags)
        {
            sql.And("hasAll(tags, {})", Name == Tag ? [Value] : Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }
        else if (Name == Kind)
        {
            sql.And("mapContains(kind_counts, {})", Value);
        }
        else
        {
            AddWord(sql, TraceProperty.Find(Name)!);
        }
    }

    private void AddWord(Conditions sql, TraceProperty property)
    {
        if (property.Type == PropertyType.Pattern && Value.Contains('*'))
        {
            sql.And($"{property.Column} LIKE {{}}", Pattern.ToLike(Value));
        }
        else
        {
            sql.And($"{property.Column} = {{}}", Value);
        }
    }

    /// <summary>How something was judged.</summary>
    /// <param name="sql">What else must hold.</param>
    /// <param name="parameter">Such as <c>min_score.helpful</c>.</param>
    /// <param name="value">With what it is compared.</param>
    /// <param name="whose">The columns that say what was judged: a trace or any of its spans, or one span.</param>
    internal static void AddScore(Conditions sql, string parameter, string value, string whose)
    {
        var name = sql.Bind(parameter[(parameter.IndexOf(Score, StringComparison.Ordinal) + Score.Length)..]);
        var scores = $"{whose} IN (SELECT {whose} FROM scores FINAL WHERE project = {{project:String}} AND trace_id != '' AND name = {name} AND ";
        if (parameter.StartsWith(Score, StringComparison.Ordinal))
        {
            sql.And($"{scores}(string_value = {{}} OR value = toFloat64OrNull({{}})))", value);
        }
        else
        {
            sql.And($"{scores}value {(parameter.StartsWith(Minimum, StringComparison.Ordinal) ? ">=" : "<=")} {{}})", double.Parse(value, CultureInfo.InvariantCulture));
        }
    }

    private static bool IsPair(string name) => PairPrefixes.Any(prefix => name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal));

    internal static bool IsScore(string name) =>
        new[] { Score, Minimum + Score, Maximum + Score }.Any(prefix => name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal));

    private static TraceProperty? Bound(string name) =>
        name.StartsWith(Minimum, StringComparison.Ordinal) || name.StartsWith(Maximum, StringComparison.Ordinal) ? TraceProperty.Find(name[Minimum.Length..]) : null;
}
