using Microsoft.Extensions.Options;
using Tracehouse.EndToEnd.Draining;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Records;
using Tracehouse.Store.Repricing;
using Xunit;

namespace Tracehouse.EndToEnd.Costs;

/// <summary>Pricing past calls again, on the tables of the real engine.</summary>
public sealed class RepriceTests(SharedServer shared)
{
    private const string Costs = "SELECT concat(name, ' ', ifNull(toString(total_cost_usd), 'none'), ' ', price_version) AS column FROM spans ORDER BY name, start_time";
    private const string Count = "SELECT concat(toString(count()), ' ', toString(uniqExact(span_id)), ' ', toString(sum(total_cost_usd))) AS column FROM spans";
    private static readonly DateTimeOffset Day = DateTimeOffset.UnixEpoch.AddDays(20_500);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_get_the_prices_of_now_and_those_without_usage_or_a_price_stay_as_they_are()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        Append(bench, Call("a", 100, new Cost(1, 1, "old")), Call("b", 100, null), Call("none", null, null), Call("known", 7, new Cost(3, 0, "old")) with { Model = "unknown-1" },
            Call("never", 7, null) with { Model = "unknown-2" }, Call("saved", 7, new Cost(0, 0, "cache")) with { IsCached = true },
            Call("told", 7, new Cost(3, 0, "given")));
        await bench.DrainAsync();

        var done = await RunAsync(bench, new FixedPrices { UsdPerToken = 0.5m });
        Assert.Equal(new RepriceProgress { Scanned = 4, Changed = 2, Unpriced = 1, Kept = 1, OldTotalUsd = 5, NewTotalUsd = 203, IsDone = true }, done);
        Assert.Equal(
            ["a 100", "b 100", "known 3", "never none", "none none", "saved 0", "told 3"],
            await bench.RowsAsync("SELECT concat(name, ' ', ifNull(toString(total_cost_usd), 'none')) AS column FROM traces GROUP BY name, total_cost_usd HAVING sum(sign) = 1 ORDER BY name"));
        Assert.Equal(["a 100 fixed 0.5", "b 100 fixed 0.5", "known 3 old", "never none ", "none none ", "saved 0 cache", "told 3 given"], await bench.RowsAsync(Costs));
    }

    [Fact]
    public async Task A_dry_run_says_the_same_and_changes_nothing()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        Append(bench, Call("a", 100, new Cost(1, 1, "old")));
        await bench.DrainAsync();
        var done = await RunAsync(bench, new FixedPrices { UsdPerToken = 0.5m }, request => request with { IsDryRun = true });
        Assert.Equal((1, 100m, true), (done.Changed, done.NewTotalUsd, done.IsDryRun));
        Assert.Equal(["a 2 old"], await bench.RowsAsync(Costs));
    }

    [Fact]
    public async Task Only_what_is_asked_for_is_changed()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        ProjectId.TryParse("other", out var other);
        var priced = new Cost(1, 1, "old");
        Append(bench, Call("early", 2, null) with { StartTime = Day.AddHours(-1) }, Call("foreign", 2, null) with { Project = other }, Call("its model", 2, null) with { Model = "m2" },
            Call("its provider", 2, null) with { Provider = "p2" }, Call("late", 2, null) with { StartTime = Day.AddHours(1) }, Call("priced", 2, priced), Call("wanted", 2, null));
        await bench.DrainAsync();
        var done = await RunAsync(bench, new FixedPrices { UsdPerToken = 0.5m }, request => request with { Since = Day, Until = Day.AddHours(1), Model = "m", Provider = "p", IsOnlyUnpriced = true });
        Assert.Equal((1, 1), (done.Scanned, done.Changed));
        Assert.Equal(
            ["early none ", "foreign none ", "its model none ", "its provider none ", "late none ", "priced 2 old", "wanted 2 fixed 0.5"], await bench.RowsAsync(Costs));
    }

    [Fact]
    public async Task No_call_is_lost_doubled_or_left_out_over_many_windows_and_months_while_others_arrive()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        for (var index = 0; index < 500; index++)
        {
            // Many begin at the same moment, so that a window ends between two of them.
            Append(bench, Call($"{index}", 10, null) with { StartTime = Day.AddDays(index / 50 * 10) });
        }

        await bench.DrainAsync();
        var options = new RepricingOptions { RowsAtOnce = 7, ChangesAtOnce = 100 };
        var prices = new FixedPrices { UsdPerToken = 0.1m };
        var running = RunAsync(bench, prices, options: options);
        Append(bench, [.. Enumerable.Range(0, 50).Select(index => Call($"new {index}", 10, new Cost(1, 1, "fixed 0.1")) with { StartTime = Day.AddDays(-1) })]);
        await bench.DrainAsync();
        Assert.Equal(500, (await running).Changed);
        Assert.Equal(["550 550 1100"], await bench.RowsAsync(Count));

        Assert.Equal(0, (await RunAsync(bench, prices, options: options)).Changed);
        Assert.Empty(await bench.RowsAsync("SELECT name AS column FROM system.tables WHERE database = currentDatabase() AND startsWith(name, 'repricing_')"));
    }

    [Fact]
    public async Task A_run_that_was_broken_off_is_ended_by_the_next()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        Append(bench, [.. Enumerable.Range(0, 40).Select(index => Call($"{index}", 10, null) with { StartTime = Day.AddMinutes(index) })]);
        await bench.DrainAsync();
        var options = new RepricingOptions { RowsAtOnce = 5, ChangesAtOnce = 10 };
        var prices = new FixedPrices { UsdPerToken = 0.1m };
        await foreach (var progress in Reprice(bench, prices, options).RunAsync(new RepriceRequest(ProjectId.Default), Stop))
        {
            if (progress.Scanned == 20)
            {
                break;
            }
        }

        Assert.Equal(20, (await RunAsync(bench, prices, options: options)).Changed);
        Assert.Equal(["40 40 80"], await bench.RowsAsync(Count));
    }

    [Fact]
    public async Task Details_and_time_of_a_call_reach_its_price()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        var usage = new TokenUsage { Input = 10, Output = 4, CachedInput = 3, Reasoning = 2, Details = new Dictionary<string, long> { ["cache_write_1h"] = 5 } };
        Append(bench, Call("a", 10, null) with { Usage = usage });
        await bench.DrainAsync();
        var seen = new SeeingPrices();
        await RunAsync(bench, seen);
        Assert.Equal("p m 10 4 3 2 cache_write_1h=5 2026-02-16T00:00:00", seen.Seen);
    }

    private static SpanRecord Call(string name, long? tokens, Cost? cost) =>
        DrainBench.Record(name, Day) with { Provider = "p", Model = "m", Cost = cost, Usage = tokens is null ? TokenUsage.Unknown : new TokenUsage { Input = tokens, Output = tokens } };

    private static void Append(DrainBench bench, params SpanRecord[] records) => Assert.All(records, record => Assert.True(bench.Spool.TryAppend(record)));

    private static async Task<RepriceProgress> RunAsync(DrainBench bench, IPriceBook prices, Func<RepriceRequest, RepriceRequest>? choose = null, RepricingOptions? options = null)
    {
        var request = new RepriceRequest(ProjectId.Default);
        RepriceProgress? last = null;
        await foreach (var progress in Reprice(bench, prices, options).RunAsync(choose?.Invoke(request) ?? request, Stop))
        {
            last = progress;
        }

        return last!;
    }

    private static RepriceTraces Reprice(DrainBench bench, IPriceBook prices, RepricingOptions? options = null) =>
        new(bench.Link, prices, bench.Traces, Options.Create(options ?? new RepricingOptions()), bench.Database, TimeProvider.System);

    /// <summary>Remembers what it was asked.</summary>
    private sealed class SeeingPrices : IPriceBook
    {
        public string Seen { get; private set; } = "";

        public Cost? Price(string provider, string model, TokenUsage usage, DateTimeOffset time)
        {
            var details = string.Join(',', usage.Details.Select(detail => $"{detail.Key}={detail.Value}"));
            Seen = $"{provider} {model} {usage.Input} {usage.Output} {usage.CachedInput} {usage.Reasoning} {details} {time.UtcDateTime:yyyy-MM-ddTHH:mm:ss}";
            return null;
        }

        public IEnumerable<ListedPrice> All(DateTimeOffset time) => [];

        public ListedPrice? Find(string provider, string model, DateTimeOffset time) => null;
    }
}
