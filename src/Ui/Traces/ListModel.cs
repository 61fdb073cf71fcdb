using Tracehouse.Query.Scores;
using Tracehouse.Query.Traces;

namespace Tracehouse.Ui.Traces;

/// <summary>All that the list shows.</summary>
public sealed record ListModel
{
    public required BrowseAddress Address { get; init; }

    /// <summary>When the questions were asked.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The version of the arrivals that is surely included.</summary>
    public required long Version { get; init; }

    /// <summary>Null when the questions were not answered.</summary>
    public TracePage? Page { get; init; }

    /// <summary>Null when nothing matches.</summary>
    public TraceChart? Chart { get; init; }

    public IReadOnlyList<TraceFacet> Facets { get; init; } = [];

    /// <summary>How the traces of the page were judged, by trace.</summary>
    public ILookup<string, ScoreLine> Scores { get; init; } = Enumerable.Empty<ScoreLine>().ToLookup(score => "");

    /// <summary>What is wrong with the address; empty when nothing is.</summary>
    public string Fault { get; init; } = "";

    /// <summary>Why the store did not answer; empty when it did.</summary>
    public string Outage { get; init; } = "";

    /// <summary>The trace in the drawer; empty when it is closed.</summary>
    public string OpenId { get; init; } = "";
}
