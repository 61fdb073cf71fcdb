using System.Globalization;
using System.Text;

namespace Tracehouse.Benchmarks.Upstream;

/// <summary>What the fake upstream says, made once: an answer of 1.6 KB, and a stream of 60 events.</summary>
internal static class Answers
{
    /// <summary>These words in a request say which answer it wants; without any it is the whole one.</summary>
    public const string Burst = "#burst#", Paced = "#paced#", Slow = "#slow#";

    private const string Start = "{\"id\":\"chatcmpl-bench\",";
    private const string Made = ",\"created\":1760000000,\"model\":\"gpt-4o-mini\",";
    private const int Events = 60;
    private const int SlowEvents = 20;
    private const int WholeBytes = 1600;

    public static byte[] Whole { get; } = Encoding.ASCII.GetBytes(WholeBody());

    public static byte[] WholeMessage { get; } =
    [
        .. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Whole.Length}\r\n\r\n"), .. Whole,
    ];

    public static byte[][] Stream { get; } = StreamPieces(Events);

    public static byte[][] SlowStream { get; } = StreamPieces(SlowEvents);

    public static int StreamBytes { get; } = Bodies(Events).Sum(body => body.Length);

    public static int SlowStreamBytes { get; } = Bodies(SlowEvents).Sum(body => body.Length);

    private static string WholeBody()
    {
        const string Head = Start + "\"object\":\"chat.completion\"" + Made + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"";
        const string Tail = "\"},\"logprobs\":null,\"finish_reason\":\"stop\"}]"
            + ",\"usage\":{\"prompt_tokens\":412,\"completion_tokens\":288,\"total_tokens\":700}}";
        return Head + Text.Words(WholeBytes - Head.Length - Tail.Length, seed: 2) + Tail;
    }

    private static string[] Bodies(int events)
    {
        static string Event(string choices, string rest) =>
            $"data: {Start}\"object\":\"chat.completion.chunk\"{Made}\"choices\":[{choices}]{rest}}}\n\n";

        const string Nothing = ""","usage":null""";
        string[] bodies =
        [
            Event("""{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}""", Nothing),
            .. Enumerable.Range(0, events - 3).Select(number =>
                Event(string.Create(CultureInfo.InvariantCulture, $$$"""{"index":0,"delta":{"content":" word{{{number}}}"},"finish_reason":null}"""), Nothing)),
            Event("""{"index":0,"delta":{},"finish_reason":"stop"}""", Nothing),
            Event("", $$""","usage":{"prompt_tokens":412,"completion_tokens":{{events}},"total_tokens":472}""") + "data: [DONE]\n\n",
        ];
        return bodies;
    }

    private static byte[][] StreamPieces(int events)
    {
        var pieces = Bodies(events).Select(body => $"{body.Length:x}\r\n{body}\r\n").ToArray();
        pieces[0] = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n" + pieces[0];
        pieces[^1] += "0\r\n\r\n";
        return [.. pieces.Select(Encoding.ASCII.GetBytes)];
    }
}
