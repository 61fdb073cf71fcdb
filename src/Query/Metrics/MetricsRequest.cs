namespace Tracehouse.Query.Metrics;

/// <summary>What is measured, of which rows, by what it is grouped, and which groups come first.</summary>
public sealed record MetricsRequest
{
    /// <summary>The most groups in an answer.</summary>
    public const int LimitMax = 1000;

    /// <summary>What is measured.</summary>
    public required MetricView View { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<Metric> Metrics { get; init; }

    /// <summary>What rows of a group have in common.</summary>
    public IReadOnlyList<string> Dimensions { get; init; } = [];

    /// <summary>What must hold of a row.</summary>
    public IReadOnlyList<FilterTerm> Filters { get; init; } = [];

    /// <summary><c>minute</c>, <c>hour</c>, <c>day</c>, <c>week</c>, <c>month</c> or <c>auto</c>; empty when time does not matter.</summary>
    public string Granularity { get; init; } = "";

    /// <summary>Inclusive.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Exclusive.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Names of dimensions and metrics, each with whether the largest comes first.</summary>
    public IReadOnlyList<(string Name, bool IsDescending)> Order { get; init; } = [];

    /// <summary>How many groups.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>How many bars a histogram has.</summary>
    public int Bins { get; init; } = 10;
}
