using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tracehouse.Benchmarks.Queries;

/// <summary>
/// How long questions take at a million spans while others come in: a trace by its id, the newest page, the newest page of a common word, and a rare word,
/// each asked through the REST API. The spans come through OTLP like anybody's.
/// </summary>
internal static class QueriesBenchmark
{
    private const int PerRequest = 1_000;
    private const int PerSecond = 1_000;
    private const int Rounds = 60;

    /// <summary>Questions are spaced out, so that each meets what has come in meanwhile.</summary>
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Spread = TimeSpan.FromMilliseconds(250);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(60) };

    public static async Task RunAsync(int spans)
    {
        var data = Directory.CreateTempSubdirectory("tracehouse-bench-").FullName;
        using (var server = MeasuredServer.Start(data))
        {
            await server.FirstListAsync();
            var start = DateTimeOffset.UtcNow - (spans * Spread);
            var watch = Stopwatch.StartNew();
            for (var sent = 0; sent < spans; sent += PerRequest)
            {
                await SendAsync(sent, index => start + (index * Spread));
            }

            Console.WriteLine($"{spans:N0} spans came in at {spans / watch.Elapsed.TotalSeconds:N0}/s.");
            await UntilAllAreStoredAsync(spans);
            using var stop = new CancellationTokenSource();
            var load = LoadAsync(spans, stop.Token);
            await Task.Delay(TimeSpan.FromSeconds(5), CancellationToken.None);
            Console.WriteLine("| question | p50 ms | p95 ms | answers of the right length |\n| --- | --- | --- | --- |");
            var random = new Random(1);
            await MeasureAsync("trace by id", () => $"v1/traces/{SyntheticSpans.TraceId(random.Next(spans))}", body => body.GetProperty("observation_count").GetInt32() == 1);
            await MeasureAsync("newest page", () => "v1/traces?limit=50", body => body.GetProperty("traces").GetArrayLength() == 50);
            await MeasureAsync("newest page of a common word", () => $"v1/traces?limit=50&search={SyntheticSpans.CommonWord}", body => body.GetProperty("traces").GetArrayLength() == 50);
            await MeasureAsync("rare word", () => $"v1/traces?limit=50&search={SyntheticSpans.RareWord(random.Next(spans))}", body => body.GetProperty("traces").GetArrayLength() == 1);
            await MeasureAsync("most expensive page", () => "v1/traces?limit=50&sort=-tokens_in", body => body.GetProperty("traces").GetArrayLength() == 50);
            await stop.CancelAsync();
            Console.WriteLine($"Meanwhile {await load:N0} spans came in, {PerSecond:N0}/s wanted.");
        }

        Directory.Delete(data, recursive: true);
    }

    /// <summary>A question does not wait for a backlog as long as this one, so that is waited for here.</summary>
    private static async Task UntilAllAreStoredAsync(int spans)
    {
        while (true)
        {
            using var answer = await Http.GetAsync(new Uri(MeasuredServer.Api, "v1/traces?limit=1"));
            if (JsonDocument.Parse(await answer.Content.ReadAsStreamAsync()).RootElement.GetProperty("total").GetInt64() >= spans)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private static async Task MeasureAsync(string name, Func<string> path, Func<JsonElement, bool> isRight)
    {
        var (times, right) = (new List<double>(), 0);
        for (var round = -5; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await Http.GetAsync(new Uri(MeasuredServer.Api, path()));
            var body = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync()).RootElement;
            if (round >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                right += answer.IsSuccessStatusCode && isRight(body) ? 1 : 0;
            }

            await Task.Delay(BetweenQuestions);
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {times[Rounds / 2]:0.0} | {times[Rounds * 95 / 100]:0.0} | {right} of {Rounds} |"));
    }

    /// <summary>So many a second, ten times a second, until it is told to stop.</summary>
    private static async Task<long> LoadAsync(int first, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        long sent = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                await SendAsync(first + sent, _ => DateTimeOffset.UtcNow, PerSecond / 10);
                sent += PerSecond / 10;
            }
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }

        return sent;
    }

    private static async Task SendAsync(long first, Func<long, DateTimeOffset> start, int count = PerRequest)
    {
        using var body = new StringContent(SyntheticSpans.Request(first, count, start), Encoding.UTF8, "application/json");
        using var answer = await Http.PostAsync(new Uri(MeasuredServer.Api, "v1/traces"), body);
        answer.EnsureSuccessStatusCode();
    }
}
