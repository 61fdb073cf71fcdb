using Tracehouse.Query.Sql;
using Tracehouse.Query.Trees;

namespace Tracehouse.Query.Traces;

/// <summary>How the words of a search are looked for.</summary>
/// <param name="Selective">Few traces have these: the index names them.</param>
/// <param name="Checked">Many traces have these: the traces that come are looked at.</param>
internal sealed record WordPlan(IReadOnlyList<string> Selective, IReadOnlyList<string> Checked)
{
    /// <summary>Nothing is searched for.</summary>
    public static WordPlan None { get; } = new([], []);

    /// <summary>The only traces that have the other words, where they are so few that they were named; else null.</summary>
    public IReadOnlyCollection<string>? Named { get; init; }

    /// <summary>When those were.</summary>
    public TraceWindow Window { get; init; } = TraceWindow.Unknown;

    /// <summary>Whether all matches can be counted at once.</summary>
    public bool IsCounted => Checked.Count == 0;

    /// <summary>What must hold of traces.</summary>
    /// <param name="conditions">Takes it.</param>
    /// <param name="withChecked">Whether the index is asked for what many traces have, too.</param>
    public void AddTo(Conditions conditions, bool withChecked)
    {
        if (Named is not null)
        {
            conditions.And("trace_id IN {}", Named);
            Window.AddTo(conditions);
        }

        foreach (var word in withChecked ? [.. Selective, .. Checked] : Selective)
        {
            SearchWords.AddTo(conditions, word);
        }
    }
}
