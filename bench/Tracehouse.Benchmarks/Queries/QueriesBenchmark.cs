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

    /// <summary>How much longer than its goal a question may take once in twenty times.</summary>
    private const int WorstOverMedian = 3;

    /// <summary>Questions are spaced out, so that each meets what has come in meanwhile.</summary>
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Spread = TimeSpan.FromMilliseconds(250);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(60) };

    /// <param name="spans">How many spans there are to be.</param>
    /// <param name="kept">A directory that is filled when it is empty, used as it is when not, and left there; null for one that is deleted afterwards.</param>
    public static async Task RunAsync(int spans, string? kept)
    {
        var data = kept ?? Directory.CreateTempSubdirectory("tracehouse-bench-").FullName;
        using (var server = MeasuredServer.Start(data, "--Engine:Url", MeasuredServer.Engine.OriginalString))
        {
            await server.FirstListAsync();
            if (await StoredAsync() < spans)
            {
                await FillAsync(spans);
            }

            Console.WriteLine("| question | p50 (ms) | goal | p95 (ms) | goal | right answers |\n| --- | --- | --- | --- | --- | --- |");
            await AskAsync(spans, " (nothing comes in)");
            using var stop = new CancellationTokenSource();
            var load = LoadAsync(await StoredAsync(), stop.Token);
            await Task.Delay(TimeSpan.FromSeconds(5), CancellationToken.None);
            await AskAsync(spans, "");
            await stop.CancelAsync();
            Console.WriteLine($"Meanwhile {await load:N0} spans came in, {PerSecond:N0}/s wanted.");
        }

        if (kept is null)
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task FillAsync(int spans)
    {
        var start = DateTimeOffset.UtcNow - (spans * Spread);
        var watch = Stopwatch.StartNew();
        for (var sent = 0; sent < spans; sent += PerRequest)
        {
            await SendAsync(sent, index => start + (index * Spread));
        }

        Console.WriteLine($"{spans:N0} spans came in at {spans / watch.Elapsed.TotalSeconds:N0}/s.");

        // A question does not wait for a backlog as long as this one, so that is waited for here.
        while (await StoredAsync() < spans)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private static async Task AskAsync(int spans, string when)
    {
        var random = new Random(1);
        await MeasureAsync($"trace by id{when}", 20, () => $"v1/traces/{SyntheticSpans.TraceId(random.Next(spans))}", body => body.GetProperty("observation_count").GetInt32() == 1);
        await MeasureAsync($"newest page{when}", 20, () => "v1/traces?limit=50", IsFullPage);
        await MeasureAsync($"newest page of a common word{when}", 50, () => $"v1/traces?limit=50&search={SyntheticSpans.CommonWord}", IsFullPage);
        await MeasureAsync($"rare word{when}", 20, () => $"v1/traces?limit=50&search={SyntheticSpans.RareWord(random.Next(spans))}", body => body.GetProperty("traces").GetArrayLength() == 1);
        await MeasureAsync($"page sorted by tokens{when}", null, () => "v1/traces?limit=50&sort=-tokens_in", IsFullPage);
    }

    private static bool IsFullPage(JsonElement body) => body.GetProperty("traces").GetArrayLength() == 50;

    private static async Task<long> StoredAsync()
    {
        using var answer = await Http.GetAsync(new Uri(MeasuredServer.Api, "v1/traces?limit=1"));
        return JsonDocument.Parse(await answer.Content.ReadAsStreamAsync()).RootElement.GetProperty("total").GetInt64();
    }

    private static async Task MeasureAsync(string name, int? goal, Func<string> path, Func<JsonElement, bool> isRight)
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
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {times[Rounds / 2]:0.0} | {goal} | {times[Rounds * 95 / 100]:0.0} | {goal * WorstOverMedian} | {right} of {Rounds} |"));
    }

    /// <summary>So many a second, ten times a second, until it is told to stop.</summary>
    private static async Task<long> LoadAsync(long first, CancellationToken stop)
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
