using System.Globalization;
using System.Runtime.InteropServices;
using Tracehouse.Benchmarks.Peers;

namespace Tracehouse.Benchmarks.Gateways;

/// <summary>The figures as tables in Markdown: medians over the rounds.</summary>
internal sealed class GatewayReport(GatewayOptions options, IReadOnlyList<string> peers, Measures measures)
{
    private const string Direct = "direct";
    private const string Tracehouse = "tracehouse";
    private const double ForeignMuch = 0.15;

    private static readonly (string Title, string Name)[] Costs =
    [
        ("2 KB, saturated", "small cpu"), ("2 KB, 200/s", "small200 cpu"), ("2 KB, 500/s", "small500 cpu"), ("128 KB, saturated", "large cpu"),
        ("SSE burst, saturated", "burst cpu"), ("SSE paced, 50/s", "paced cpu"),
    ];

    /// <summary>Answers false when an answer was bad or a trace is missing.</summary>
    public bool Print()
    {
        Console.WriteLine(Machine());
        PrintCosts();
        PrintThroughput();
        PrintLatency();
        PrintMemory();
        PrintRatios();
        return PrintChecks();
    }

    private string Machine()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        var pinned = Pinned.IsPossible
            ? "the peer with its children on one core, upstream and load generator on another"
            : "nothing pinned, because taskset or a second core is missing";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores, {model}, .NET {Environment.Version}, {RuntimeInformation.OSDescription}; "
            + $"{pinned}; {options.Rounds} rounds, {options.WarmSeconds} s to warm up, {options.Seconds} s a case.");
    }

    private void PrintCosts()
    {
        Head("CPU of the process (us per request)");
        foreach (var (title, name) in Costs)
        {
            Row(title, peer => peer == Direct ? double.NaN : measures.Median(peer, name), "0");
        }

        if (!peers.Contains(Tracehouse))
        {
            return;
        }

        Console.WriteLine("\n| CPU of Tracehouse (us per request) | server | its engine | server, min to max |\n| --- | --- | --- | --- |");
        foreach (var (title, name) in Costs)
        {
            var (min, max) = measures.Spread(Tracehouse, name);
            var (server, engine) = (measures.Median(Tracehouse, name), measures.Median(Tracehouse, name.Replace("cpu", "store", StringComparison.Ordinal)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {title} | {server:0} | {engine:0} | {min:0} to {max:0} |"));
        }
    }

    private void PrintThroughput()
    {
        Head("answers per second");
        Row("2 KB", peer => measures.Median(peer, "small rate"), "#,0");
        Row("128 KB", peer => measures.Median(peer, "large rate"), "#,0");
        Row("SSE burst", peer => measures.Median(peer, "burst rate"), "#,0");
    }

    private void PrintLatency()
    {
        Head("added latency over direct (us; direct itself: absolute)");
        Added("whole answer at 200/s, p50", "small200 p50");
        Added("whole answer at 200/s, p99", "small200 p99");
        Added("whole answer at 500/s, p50", "small500 p50");
        Added("whole answer at 500/s, p99", "small500 p99");
        Added("first byte of a stream at 50/s, p50", "paced first50");
        Added("first byte of a stream at 50/s, p99", "paced first99");

        void Added(string title, string name) => Row(title, peer => measures.Median(peer, name) - (peer == Direct ? 0 : measures.Median(Direct, name)), "#,0");
    }

    private void PrintMemory()
    {
        Head("resident memory (MB)");
        Row("idle", peer => measures.Median(peer, "memory idle"), "0");
        Row("after all loads", peer => measures.Median(peer, "memory after"), "0");
        Row("at most with 1,000 slow streams", peer => measures.Median(peer, "memory slow"), "0");
        Row("its engine: idle", peer => measures.Median(peer, "memory store idle"), "0");
        Row("its engine: after all loads", peer => measures.Median(peer, "memory store after"), "0");
        Row("its engine: at most with 1,000 slow streams", peer => measures.Median(peer, "memory store slow"), "0");
    }

    private void PrintRatios()
    {
        Console.WriteLine("\n| ratio of CPU | tracehouse / nginx | tracehouse / kestrel | portkey / tracehouse |\n| --- | --- | --- | --- |");
        foreach (var (title, name) in Costs)
        {
            string Ratio(string above, string below) => Text(measures.Median(above, name) / measures.Median(below, name), "0.0");
            Console.WriteLine($"| {title} | {Ratio(Tracehouse, "nginx")} | {Ratio(Tracehouse, "kestrel")} | {Ratio("portkey", Tracehouse)} |");
        }
    }

    private bool PrintChecks()
    {
        var bad = peers.Sum(peer => measures.Sum(peer, "bad"));
        var (kept, calls) = (measures.Sum(Tracehouse, "kept"), measures.Sum(Tracehouse, "calls"));
        var badText = string.Join(", ", peers.Select(peer => $"{peer} {measures.Sum(peer, "bad"):0} of {measures.Sum(peer, "calls"):#,0}"));
        Console.WriteLine($"\nBad answers: {badText}.");
        Console.WriteLine($"Traces kept by Tracehouse: {kept:#,0} of {calls:#,0} calls.");
        Console.WriteLine($"Share of a core that something else took while it was measured: {Text(measures.Median("", "foreign"), "0.00")} at the median, "
            + $"{Text(measures.Spread("", "foreign").Max, "0.00")} at most (above {ForeignMuch} is noisy).");
        return bad == 0 && kept == calls;
    }

    private void Head(string what) =>
        Console.WriteLine($"\n| {what} | {string.Join(" | ", peers)} |\n| --- |{string.Concat(Enumerable.Repeat(" --- |", peers.Count))}");

    private void Row(string title, Func<string, double> value, string format) =>
        Console.WriteLine($"| {title} | {string.Join(" | ", peers.Select(peer => Text(value(peer), format)))} |");

    private static string Text(double value, string format) => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "-";
}
