namespace Tracehouse.Benchmarks.Load;

/// <summary>What came of a <see cref="LoadPlan"/>. Latencies are in microseconds.</summary>
internal sealed record LoadResult(int Answered, int Bad, double PerSecond, Percentiles Whole, Percentiles FirstByte);
