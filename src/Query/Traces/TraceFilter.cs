using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Query.Traces;

/// <summary>Which traces are meant. An empty word lets everything through.</summary>
public sealed record TraceFilter
{
    /// <summary>All traces.</summary>
    public static TraceFilter All { get; } = new();

    /// <summary>The concrete model, such as <c>gpt-4o-mini</c>.</summary>
    public string Model { get; init; } = "";

    /// <summary>Who ran the model.</summary>
    public string Provider { get; init; } = "";

    /// <summary><c>success</c>, <c>error</c> or <c>timeout</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>A source, a tenant or a tag.</summary>
    public string Source { get; init; } = "";

    /// <summary>The alias that was asked for.</summary>
    public string RoutingAlias { get; init; } = "";

    /// <summary>The tenant; one of another project matches nothing.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>Words that must all stand in the input or output text, in any order and case.</summary>
    public string Search { get; init; } = "";

    /// <summary>Inclusive lower bound of the start time.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Exclusive upper bound of the start time.</summary>
    public DateTimeOffset? Until { get; init; }

    internal SqlParameters ToParameters(ProjectId project) => new()
    {
        { "project", project.Value },
        { "model", Model },
        { "provider", Provider },
        { "status", Status },
        { "source", Source },
        { "routing_alias", RoutingAlias },
        { "tenant_id", TenantId },
        { "search", Search },
        { "since", Since ?? TimeBounds.Earliest },
        { "until", Until ?? TimeBounds.Latest },
    };
}
