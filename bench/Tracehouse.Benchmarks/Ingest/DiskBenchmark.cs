using System.Globalization;
using System.Net.Http.Headers;

namespace Tracehouse.Benchmarks.Ingest;

/// <summary>What runs of agents weigh on disk, whose every call sends the whole history again.</summary>
internal static class DiskBenchmark
{
    private const int Runs = 300;
    private const int Turns = 30;
    private const int PromptCharacters = 4_000;
    private const int TurnCharacters = 1_050;
    private const string Weights =
        "SELECT table, sum(rows) AS rows, sum(data_compressed_bytes), sum(bytes_on_disk) - sum(data_compressed_bytes) AS indexes_and_marks, sum(bytes_on_disk) AS bytes FROM system.parts " +
        "WHERE active AND database = 'tracehouse' AND table IN ('spans', 'span_payloads', 'messages', 'traces', 'trace_times') GROUP BY table ORDER BY table FORMAT TSV";

    public static async Task RunAsync()
    {
        var data = Directory.CreateTempSubdirectory("tracehouse-disk-").FullName;
        using var server = MeasuredServer.Start(data, "--Otlp:HttpUrl", MeasuredServer.Otlp.OriginalString, "--Engine:Url", MeasuredServer.Engine.OriginalString);
        await server.FirstListAsync();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(100) };
        var sent = await SendAsync(http);
        await server.DrainedAsync();
        foreach (var table in new[] { "spans", "span_payloads", "messages", "traces", "trace_times" })
        {
            await AskAsync(http, $"OPTIMIZE TABLE {table} FINAL");
        }

        const double Spans = Runs * Turns;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Runs * Turns:N0} calls, {sent / Spans / 1024:F1} KB each as sent.\n"));
        Console.WriteLine("| table | rows | data (B/span) | index and marks (B/span) | together |\n| --- | --- | --- | --- | --- |");
        var total = 0.0;
        foreach (var line in (await AskAsync(http, Weights)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split('\t');
            var numbers = fields[1..].Select(field => double.Parse(field, CultureInfo.InvariantCulture)).ToArray();
            total += numbers[3];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {fields[0]} | {numbers[0]:N0} | {numbers[1] / Spans:F0} | {numbers[2] / Spans:F0} | {numbers[3] / Spans:F0} |"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| all | | | | {total / Spans:F0} |"));
        server.Dispose();
        Directory.Delete(data, recursive: true);
    }

    /// <summary>The runs go on side by side, a turn of each after another, as they do where many agents run.</summary>
    private static async Task<long> SendAsync(HttpClient http)
    {
        var words = new Words(1);
        var prompt = Message("system", words.Take(PromptCharacters));
        var histories = Enumerable.Range(0, Runs).Select(_ => prompt).ToArray();
        var ids = histories.Select(_ => Guid.NewGuid().ToByteArray()).ToArray();
        var (begin, sent) = (DateTimeOffset.UtcNow.AddHours(-1), 0L);
        for (var turn = 0; turn < Turns; turn++)
        {
            for (var run = 0; run < Runs; run++)
            {
                histories[run] += "," + Message("user", words.Take(TurnCharacters));
                var answer = Message("assistant", words.Take(TurnCharacters));
                var body = new OtlpBody();
                body.Add(
                    ids[run], (ulong)turn + 1, turn == 0 ? 0UL : 1UL, "chat", begin.AddSeconds((turn * 75) + (run * 0.2)), TimeSpan.FromSeconds(3),
                    ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-4o-mini"), ("gen_ai.usage.input_tokens", 900 * turn), ("gen_ai.usage.output_tokens", 200),
                    ("gen_ai.input.messages", $"[{histories[run]}]"), ("gen_ai.output.messages", $"[{answer}]"));
                histories[run] += "," + answer;
                var bytes = body.ToArray();
                sent += bytes.Length;
                using var content = new ByteArrayContent(bytes);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
                using var response = await http.PostAsync(new Uri(MeasuredServer.Otlp, "v1/traces"), content);
                response.EnsureSuccessStatusCode();
            }
        }

        return sent;
    }

    private static string Message(string role, string text) => $$"""{"role":"{{role}}","parts":[{"type":"text","content":"{{text}}"}]}""";

    private static async Task<string> AskAsync(HttpClient http, string sql)
    {
        using var answer = await http.PostAsync(new Uri(MeasuredServer.Engine, "?database=tracehouse"), new StringContent(sql));
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }
}
