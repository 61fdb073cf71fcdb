namespace Tracehouse.Query.Metrics;

/// <summary>A measure, and how many rows become one number.</summary>
/// <param name="Measure">What is measured, such as <c>latency</c>.</param>
/// <param name="Aggregation">How: <c>sum</c>, <c>avg</c>, <c>count</c>, <c>min</c>, <c>max</c>, <c>uniq</c>, <c>p50</c> to <c>p99</c>, or <c>histogram</c>.</param>
public sealed record Metric(string Measure, string Aggregation)
{
    /// <summary>How it is called in the answer.</summary>
    public string Name => $"{Aggregation}_{Measure}";
}
