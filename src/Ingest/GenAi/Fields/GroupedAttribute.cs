using Tracehouse.Ingest.Spans;

namespace Tracehouse.Ingest.GenAi.Fields;

/// <summary>An attribute of a group.</summary>
/// <param name="Rule">What made it one.</param>
/// <param name="Place">Where it stands among the attributes.</param>
/// <param name="Key">Its whole name.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct GroupedAttribute(PrefixRule Rule, int Place, string Key, AttributeValue Value)
{
    /// <summary>Its name within the group.</summary>
    public ReadOnlySpan<char> Rest => Key.AsSpan(Rule.Prefix.Length);
}
