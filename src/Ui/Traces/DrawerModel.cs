using Tracehouse.Query.Scores;
using Tracehouse.Query.Traces;
using Tracehouse.Query.Trees;

namespace Tracehouse.Ui.Traces;

/// <summary>All that the drawer shows.</summary>
public sealed record DrawerModel
{
    public required BrowseAddress Address { get; init; }

    /// <summary>The trace asked for; empty when the drawer is closed.</summary>
    public string Id { get; init; } = "";

    /// <summary>Null when there is no such trace, or when the store did not answer.</summary>
    public TraceDetail? Trace { get; init; }

    /// <summary>The spans of the whole trace; null unless they are to be seen.</summary>
    public TraceTree? Tree { get; init; }

    /// <summary>How the trace and its spans were judged.</summary>
    public IReadOnlyList<ScoreLine> Scores { get; init; } = [];

    /// <summary>Why the store did not answer; empty when it did.</summary>
    public string Outage { get; init; } = "";
}
