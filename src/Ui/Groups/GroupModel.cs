using Tracehouse.Query.Groups;
using Tracehouse.Query.Traces;
using Tracehouse.Ui.Conversations;

namespace Tracehouse.Ui.Groups;

/// <summary>All that the pages of sessions and users show.</summary>
public sealed record GroupModel
{
    public required GroupAddress Address { get; init; }

    /// <summary>When the questions were asked.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>The version of the arrivals that is surely included.</summary>
    public long Version { get; init; }

    /// <summary>What a list can be narrowed to.</summary>
    public IReadOnlyList<TraceFacet> Facets { get; init; } = [];

    /// <summary>The session or user; empty on a list.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its sums; null when there is none.</summary>
    public TraceGroup? Group { get; init; }

    /// <summary>Sessions or users.</summary>
    public GroupPage? Groups { get; init; }

    public TracePage? Traces { get; init; }

    /// <summary>The question and the answer of each of the traces, in the same order.</summary>
    public IReadOnlyList<(Part? Question, Part? Answer)> Thread { get; init; } = [];

    /// <summary>Why the store did not answer; empty when it did.</summary>
    public string Outage { get; init; } = "";
}
