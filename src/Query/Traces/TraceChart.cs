namespace Tracehouse.Query.Traces;

/// <summary>Traces over time.</summary>
/// <param name="From">The left edge: start of the first bucket.</param>
/// <param name="To">The right edge: end of the last bucket.</param>
/// <param name="BucketSeconds">How long a bucket is.</param>
/// <param name="Buckets">In order of time; a stretch without traces has none.</param>
public sealed record TraceChart(DateTimeOffset From, DateTimeOffset To, int BucketSeconds, IReadOnlyList<TraceBucket> Buckets);
