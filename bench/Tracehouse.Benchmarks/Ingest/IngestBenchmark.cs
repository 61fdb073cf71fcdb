using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Tracehouse.Benchmarks.Load;

namespace Tracehouse.Benchmarks.Ingest;

/// <summary>Spans over OTLP, acknowledged when they are safe, and how far the store is behind when the load ends.</summary>
internal static class IngestBenchmark
{
    private const int SpansPerRequest = 100;
    private const int SpansPerTrace = 10;
    private const int TextCharacters = 850;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    public static async Task RunAsync(int connections, int seconds, int spansPerSecond)
    {
        var data = Directory.CreateTempSubdirectory("tracehouse-ingest-").FullName;
        using var server = MeasuredServer.Start(data, "--Otlp:HttpUrl", MeasuredServer.Otlp.OriginalString);
        await server.FirstListAsync();
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { BaseAddress = MeasuredServer.Otlp, Timeout = TimeSpan.FromSeconds(60) };
        await LoadAsync(http, connections, WarmUp, spansPerSecond);
        await server.DrainedAsync();

        var before = server.CpuSeconds();
        var watch = Stopwatch.StartNew();
        var times = await LoadAsync(http, connections, TimeSpan.FromSeconds(seconds), spansPerSecond);
        var loaded = watch.Elapsed;
        await server.DrainedAsync();
        var behind = watch.Elapsed - loaded;
        var after = server.CpuSeconds();
        var spans = times.Count * SpansPerRequest;
        var ticks = times.ToArray();
        var percentiles = Percentiles.Of(ticks);
        var (serverMegabytes, engineMegabytes) = server.ResidentMegabytes();
        Console.WriteLine("| spans/s | acknowledged p50 (ms) | p99 | max | behind at the end (s) | server CPU (us/span) | engine CPU (us/span) | resident (MB, server + engine) |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {spans / loaded.TotalSeconds:N0} | {percentiles.P50 / 1e3:F1} | {percentiles.P99 / 1e3:F1} | {ticks[^1] * 1e3 / Stopwatch.Frequency:F1} | {behind.TotalSeconds:F1} | {(after.Server - before.Server) * 1e6 / spans:F0} | {(after.Engine - before.Engine) * 1e6 / spans:F0} | {serverMegabytes:F0} + {engineMegabytes:F0} |"));
        server.Dispose();
        Directory.Delete(data, recursive: true);
    }

    /// <summary>How long each request waited for its acknowledgement.</summary>
    private static async Task<List<long>> LoadAsync(HttpClient http, int connections, TimeSpan length, int spansPerSecond)
    {
        var watch = Stopwatch.StartNew();
        var period = spansPerSecond == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((double)SpansPerRequest * connections / spansPerSecond);
        var times = await Task.WhenAll(Enumerable.Range(0, connections).Select(async connection =>
        {
            var (words, mine) = (new Words(connection), new List<long>());
            for (var round = 0; watch.Elapsed < length; round++)
            {
                var due = (period * round) + (period * connection / connections);
                if (due > watch.Elapsed)
                {
                    await Task.Delay(due - watch.Elapsed);
                }

                using var body = new ByteArrayContent(Request(words));
                body.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
                var start = Stopwatch.GetTimestamp();
                using var answer = await http.PostAsync(new Uri("v1/traces", UriKind.Relative), body);
                answer.EnsureSuccessStatusCode();
                mine.Add(Stopwatch.GetTimestamp() - start);
            }

            return mine;
        }));
        return [.. times.SelectMany(mine => mine)];
    }

    private static byte[] Request(Words words)
    {
        var (body, traceId) = (new OtlpBody(), new byte[16]);
        for (var index = 0; index < SpansPerRequest; index++)
        {
            if (index % SpansPerTrace == 0)
            {
                Random.Shared.NextBytes(traceId);
            }

            var (id, question) = ((ulong)(index % SpansPerTrace) + 1, words.Take(TextCharacters));
            body.Add(
                traceId, id, id - 1, "chat", DateTimeOffset.UtcNow, TimeSpan.FromMilliseconds(Random.Shared.Next(5_000)),
                ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-4o-mini"), ("gen_ai.usage.input_tokens", 60), ("gen_ai.usage.output_tokens", 18),
                ("session.id", "session-42"), ("user.id", "user-7"), ("gen_ai.input.messages", $$"""[{"role":"user","parts":[{"type":"text","content":"{{question}}"}]}]"""),
                ("gen_ai.output.messages", """[{"role":"assistant","parts":[{"type":"text","content":"It is 18 degrees and sunny."}],"finish_reason":"stop"}]"""));
        }

        return body.ToArray();
    }
}
