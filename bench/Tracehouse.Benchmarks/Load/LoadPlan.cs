using System.Net;

namespace Tracehouse.Benchmarks.Load;

/// <summary>
/// What to ask, how often, and what an answer must look like. Without a rate every connection asks again as soon as it is answered (closed loop);
/// with one, requests start on time whether or not earlier ones were answered, and latency counts from then (open loop).
/// </summary>
internal sealed record LoadPlan(IPEndPoint Target, byte[] Request, int Connections, double Seconds)
{
    public double? RatePerSecond { get; init; }

    public int BodyBytesMin { get; init; }

    public int BodyBytesMax { get; init; }
}
