namespace Tracehouse.Query.Trees;

/// <summary>How much of a trace is read at once, from the configuration section <c>Trees</c>.</summary>
public sealed class TreeOptions
{
    /// <summary>How many spans of a trace are put into a tree; of a larger trace, those that began first.</summary>
    public int SpansMax { get; set; } = 50_000;
}
