using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Tracehouse.Gateway.Keys;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Gateway.Keys;

/// <summary>What was spent before the start counts, once the store can tell.</summary>
public sealed class SpendRestoreTests
{
    private static readonly KeyLimits OneDollar = new() { DailyBudgetUsd = 1 };

    [Fact]
    public async Task While_the_store_is_away_calls_go_on_and_afterwards_both_sums_count()
    {
        var time = new ManualTime();
        var (meters, history) = (new KeyMeters(time), new History());
        await using var services = new ServiceCollection().AddSingleton<ISpendHistory>(history).BuildServiceProvider();
        using var restore = new SpendRestore(services, meters, time, NullLogger<SpendRestore>.Instance);
        await restore.StartAsync(GatewayHost.Stop);
        await history.Asked.Task.WaitAsync(GatewayHost.Stop);
        var meter = meters.Of("k");
        Assert.Equal(Excess.None, meter.Begin(OneDollar).Excess);
        meter.Add(OneDollar, time.GetUtcNow(), 0.5m, 0);

        history.IsAway = false;
        while (!restore.IsDone)
        {
            time.Elapse();
            await Task.Yield();
        }

        Assert.Equal((1.25m, 3.5m), meter.Spent);
        Assert.Equal(Excess.DailyBudget, meter.Begin(OneDollar).Excess);
        await restore.StopAsync(GatewayHost.Stop);
    }

    private sealed class History : ISpendHistory
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsAway { get; set; } = true;

        public ValueTask<IReadOnlyList<KeySpend>> ReadAsync(DateTimeOffset before, CancellationToken stop)
        {
            Asked.TrySetResult();
            return IsAway ? throw new StoreUnavailableException("It is away.") : new([new KeySpend("k", 0.75m, 3m)]);
        }
    }
}
