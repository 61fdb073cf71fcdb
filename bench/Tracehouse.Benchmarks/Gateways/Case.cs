using System.Net;
using System.Text;
using Tracehouse.Benchmarks.Load;
using Tracehouse.Benchmarks.Peers;
using Tracehouse.Benchmarks.Upstream;

namespace Tracehouse.Benchmarks.Gateways;

/// <summary>One kind of load. The mark tells the fake upstream which stream to answer with; without one the answer is not a stream.</summary>
internal sealed record Case(string Name, int RequestBytes, int Connections, double? RatePerSecond, double Lengthening, string Mark)
{
    private const int ExtrasBytesMax = 2048;
    private const int SmallBytes = 2 * 1024;
    private const int LargeBytes = 128 * 1024;

    public static Case Small { get; } = new("small", SmallBytes, 32, null, 1, "");

    public static Case Small200 { get; } = new("small200", SmallBytes, 32, 200, 2, "");

    public static Case Small500 { get; } = new("small500", SmallBytes, 32, 500, 2, "");

    public static Case Large { get; } = new("large", LargeBytes, 32, null, 1, "");

    public static Case Burst { get; } = new("burst", SmallBytes, 32, null, 1, Answers.Burst);

    public static Case Paced { get; } = new("paced", SmallBytes, 64, 50, 2, Answers.Paced);

    /// <summary>All of its streams are open at once: each takes five seconds, and the last starts after two.</summary>
    public static Case Slow { get; } = new("slow", SmallBytes, 1000, 500, 0, Answers.Slow);

    /// <summary>All whose cost is measured, in the order in which that is done.</summary>
    public static IReadOnlyList<Case> Measured { get; } = [Small, Small200, Small500, Large, Burst, Paced];

    private bool IsStream => Mark.Length > 0;

    public LoadPlan Plan(Peer peer, RunningPeer running, IPEndPoint upstream, double seconds)
    {
        var answerBytes = Mark switch
        {
            "" => Answers.Whole.Length,
            Answers.Slow => Answers.SlowStreamBytes,
            _ => Answers.StreamBytes,
        };
        return new LoadPlan(running.Target, Request(peer, upstream), Connections, Lengthening > 0 ? seconds * Lengthening : Connections / RatePerSecond!.Value)
        {
            RatePerSecond = RatePerSecond,
            BodyBytesMin = answerBytes,
            BodyBytesMax = peer.IsExact ? answerBytes : answerBytes + ExtrasBytesMax,
        };
    }

    private byte[] Request(Peer peer, IPEndPoint upstream)
    {
        var stream = IsStream ? ""","stream":true,"stream_options":{"include_usage":true}""" : "";
        var system = $$"""{"role":"system","content":"{{Mark}}You answer in prose."}""";
        var head = $$"""{"model":"{{peer.Model}}","temperature":0.2{{stream}},"messages":[{{system}},{"role":"user","content":" """.TrimEnd();
        const string Tail = "\"}]}";
        var body = head + Text.Words(RequestBytes - head.Length - Tail.Length, seed: 1) + Tail;
        return Encoding.ASCII.GetBytes(
            $"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer sk-bench\r\n"
            + $"{peer.Headers(upstream)}Content-Length: {body.Length}\r\n\r\n{body}");
    }
}
