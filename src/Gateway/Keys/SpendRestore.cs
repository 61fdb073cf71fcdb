using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Keys;

/// <summary>Finds out at the start what was spent before, and tries until it knows. Meanwhile calls go on, and a budget counts from the start of the process.</summary>
internal sealed partial class SpendRestore(IServiceProvider services, KeyMeters meters, TimeProvider time, ILogger<SpendRestore> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // What begins after this moment is counted by the meters themselves.
    private readonly DateTimeOffset _started = time.GetUtcNow();

    /// <summary>Whether budgets know what was spent before the start.</summary>
    public bool IsDone { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (services.GetService(typeof(ISpendHistory)) is not ISpendHistory history)
        {
            return;
        }

        var hasFailed = false;
        while (!IsDone)
        {
            try
            {
                var day = DateOnly.FromDateTime(_started.UtcDateTime);
                foreach (var spend in await history.ReadAsync(_started, stoppingToken))
                {
                    meters.Of(spend.KeyId).Restore(day, spend.DayUsd, spend.MonthUsd);
                }

                IsDone = true;
            }
            catch (Exception cause) when (!stoppingToken.IsCancellationRequested)
            {
                if (!hasFailed)
                {
                    LogUnknown(log, cause.Message);
                }

                hasFailed = true;
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "What was spent before the start is not known yet, so budgets count from now on: {Reason}")]
    private static partial void LogUnknown(ILogger log, string reason);
}
