using System.Diagnostics;
using Tracehouse.Benchmarks.Load;
using Tracehouse.Benchmarks.Peers;

namespace Tracehouse.Benchmarks.Gateways;

/// <summary>One peer in one round.</summary>
internal sealed class PeerSession(Peer peer, RunningPeer running, RunningPeer upstream, int loadCore, Measures measures)
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WeighEvery = TimeSpan.FromMilliseconds(100);

    private long _calls;

    public async Task RunAsync(GatewayOptions options)
    {
        var seconds = options.Seconds;
        await running.SettleAsync(0);
        await Task.Delay(Settle);
        Weigh("idle");
        foreach (var warm in (Case[])[Case.Small, Case.Burst, Case.Large, Case.Small])
        {
            Load(warm, options.WarmSeconds / 4);
        }

        foreach (var measured in Case.Measured.Where(one => options.Cases.Contains(one.Name)))
        {
            await running.SettleAsync(_calls);
            await MeasureAsync(measured, seconds);
        }

        Weigh("after");
        if (running.ProcessId is not null && options.Cases.Contains(Case.Slow.Name))
        {
            WeighDuring(Case.Slow, seconds);
        }

        if (await running.SettleAsync(_calls) is { } kept)
        {
            measures.Add(peer.Name, "kept", kept);
        }

        measures.Add(peer.Name, "calls", _calls);
    }

    private LoadResult Load(Case load, double seconds)
    {
        var result = LoadGenerator.Run(load.Plan(peer, running, upstream.Target, seconds), loadCore);
        _calls += result.Answered + result.Bad;
        measures.Add(peer.Name, "bad", result.Bad);
        if (result.Bad > 0)
        {
            Console.Error.WriteLine($"{peer.Name}, {load.Name}: {result.Bad} bad answers.");
        }

        return result;
    }

    private async Task MeasureAsync(Case load, double seconds)
    {
        var before = Cpu();
        var watch = Stopwatch.StartNew();
        var result = Load(load, seconds);
        await running.SettleAsync(_calls);
        var after = Cpu();
        Add("rate", result.PerSecond);
        Add("cpu", (after.Own - before.Own) / result.Answered);
        Add("store", (after.Store - before.Store) / result.Answered);
        Add("p50", result.Whole.P50);
        Add("p99", result.Whole.P99);
        Add("first50", result.FirstByte.P50);
        Add("first99", result.FirstByte.P99);
        measures.Add("", "foreign", (after.Others - before.Others) / watch.Elapsed.TotalMicroseconds);

        void Add(string name, double value) => measures.Add(peer.Name, $"{load.Name} {name}", value);
    }

    private (double Own, double Store, double Others) Cpu()
    {
        var own = running.ProcessId is { } process ? ProcessMeter.CpuMicroseconds(process) : 0;
        var store = running.StoreProcessId is { } child ? ProcessMeter.CpuMicroseconds(child) : 0;
        var machinery = ProcessMeter.CpuMicroseconds(Environment.ProcessId) + ProcessMeter.CpuMicroseconds(upstream.ProcessId!.Value);
        return (own, store, ProcessMeter.CpuMicroseconds() - own - store - machinery);
    }

    private void Weigh(string when)
    {
        if (running.ProcessId is { } process)
        {
            measures.Add(peer.Name, $"memory {when}", ProcessMeter.ResidentMegabytes(process));
        }

        if (running.StoreProcessId is { } store)
        {
            measures.Add(peer.Name, $"memory store {when}", ProcessMeter.ResidentMegabytes(store));
        }
    }

    /// <summary>The most that the peer weighs while it is under a load.</summary>
    private void WeighDuring(Case load, double seconds)
    {
        var (own, store) = (0.0, 0.0);
        using var timer = new Timer(_ =>
        {
            own = running.ProcessId is { } process ? Math.Max(own, ProcessMeter.ResidentMegabytes(process)) : own;
            store = running.StoreProcessId is { } child ? Math.Max(store, ProcessMeter.ResidentMegabytes(child)) : store;
        });
        timer.Change(TimeSpan.Zero, WeighEvery);
        Load(load, seconds);
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (own > 0)
        {
            measures.Add(peer.Name, $"memory {load.Name}", own);
        }

        if (store > 0)
        {
            measures.Add(peer.Name, $"memory store {load.Name}", store);
        }
    }
}
