namespace Tracehouse.Query.Traces;

/// <summary>How the words of a search are looked for.</summary>
/// <param name="Selective">Few traces have these: the index names them.</param>
/// <param name="Checked">Many traces have these: the traces that come are looked at.</param>
internal sealed record WordPlan(IReadOnlyList<string> Selective, IReadOnlyList<string> Checked)
{
    /// <summary>Nothing is searched for.</summary>
    public static WordPlan None { get; } = new([], []);

    /// <summary>Whether all matches can be counted at once.</summary>
    public bool IsCounted => Checked.Count == 0;
}
