using System.Diagnostics;
using Microsoft.Extensions.Options;
using Tracehouse.Ingest.GenAi;
using Tracehouse.Ingest.Spans;
using Tracehouse.Records;

namespace Tracehouse.Benchmarks;

/// <summary>How many spans one core understands in a second: small ones, calls of a model, and calls late in a long run.</summary>
internal static class NormaliseBenchmark
{
    private const int Rounds = 5;
    private static readonly TimeSpan RoundLength = TimeSpan.FromSeconds(1);

    public static void Run()
    {
        Console.WriteLine("| span | attributes | spans/s (median) | us per span | bytes allocated per span |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        Measure("small", Span(Small));
        Measure("call of a model", Span([.. Small, .. Call(turns: 1)]));
        Measure("call of a model, 30th turn", Span([.. Small, .. Call(turns: 30)]));
    }

    private static KeyValuePair<string, AttributeValue>[] Small =>
    [
        Text("gen_ai.operation.name", "execute_tool"), Text("gen_ai.tool.name", "get_weather"), Text("gen_ai.tool.call.id", "call_1"), Text("session.id", "session-42"),
        Text("user.id", "user-7"), Text("gen_ai.tool.call.arguments", """{"city":"Paris"}"""), Text("gen_ai.tool.call.result", """{"tempC":18}"""), Text("http.route", "/api/chat"),
    ];

    private static KeyValuePair<string, AttributeValue>[] Call(int turns) =>
    [
        Text("gen_ai.operation.name", "chat"), Text("gen_ai.provider.name", "openai"), Text("gen_ai.request.model", "gpt-4o-mini"), Text("gen_ai.response.model", "gpt-4o-mini-2024-07-18"),
        new("gen_ai.usage.input_tokens", AttributeValue.From(60)), new("gen_ai.usage.output_tokens", AttributeValue.From(18)), new("gen_ai.request.temperature", AttributeValue.From(0.2)),
        Text("gen_ai.input.messages", "[" + string.Join(',', Enumerable.Range(0, turns).Select(turn => $$"""{"role":"user","parts":[{"type":"text","content":"{{new string('q', 500)}} {{turn}}"}]},{"role":"assistant","parts":[{"type":"text","content":"{{new string('a', 600)}}"}]}""")) + "]"),
        Text("gen_ai.output.messages", """[{"role":"assistant","parts":[{"type":"text","content":"It is 18 degrees and sunny in Paris."}],"finish_reason":"stop"}]"""),
    ];

    private static void Measure(string name, IncomingSpan span)
    {
        var normaliser = new GenAiNormaliser(Options.Create(new NormaliserOptions()));
        Round(normaliser, span);
        var rates = Enumerable.Range(0, Rounds).Select(_ => Round(normaliser, span)).Order().ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        normaliser.Normalise(ProjectId.Default, span, []);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Console.WriteLine($"| {name} | {span.Attributes.Count} | {rates[Rounds / 2]:N0} | {1e6 / rates[Rounds / 2]:F1} | {allocated:N0} |");
    }

    private static double Round(GenAiNormaliser normaliser, IncomingSpan span)
    {
        var watch = Stopwatch.StartNew();
        var spans = 0;
        while (watch.Elapsed < RoundLength)
        {
            for (var index = 0; index < 100; index++, spans++)
            {
                normaliser.Normalise(ProjectId.Default, span, []);
            }
        }

        return spans / watch.Elapsed.TotalSeconds;
    }

    private static IncomingSpan Span(KeyValuePair<string, AttributeValue>[] attributes) => new()
    {
        TraceId = "0af7651916cd43dd8448eb211c80319c",
        SpanId = "b7ad6b7169203331",
        Name = "span",
        Kind = 1,
        StartTime = DateTimeOffset.UnixEpoch,
        EndTime = DateTimeOffset.UnixEpoch.AddSeconds(1),
        Attributes = new IncomingAttributes(attributes),
        Events = [],
        Scope = IncomingScope.Unknown,
        Resource = new IncomingAttributes(Text("service.name", "app"), Text("service.version", "1.2.3"), Text("telemetry.sdk.name", "opentelemetry"), Text("telemetry.sdk.language", "nodejs")),
    };

    private static KeyValuePair<string, AttributeValue> Text(string key, string value) => new(key, AttributeValue.From(value));
}
