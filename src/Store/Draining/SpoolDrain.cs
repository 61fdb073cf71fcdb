using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Schema;
using Tracehouse.Store.Spool;

namespace Tracehouse.Store.Draining;

/// <summary>
/// Moves records from the spool to ClickHouse, for as long as the process lives:
/// 1. brings the schema up to date, once ClickHouse answers;
/// 2. waits for records, a little longer for company, not at all when a question waits;
/// 3. sends a batch under a token that names it, again and again until it has arrived;
/// 4. moves the bookmark and tells everybody.
/// </summary>
public sealed partial class SpoolDrain : BackgroundService
{
    private static readonly TimeSpan RetryMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(20);

    private readonly RecordSpool _spool;
    private readonly Migrator _migrator;
    private readonly BatchSender _sender;
    private readonly StoreState _state;
    private readonly DrainOptions _options;
    private readonly TimeProvider _time;
    private readonly IHostApplicationLifetime _process;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _appended = new(0, 1);
    private readonly SemaphoreSlim _asked = new(0, 1);
    private readonly bool _isOff;
    private long _rejected;

    public SpoolDrain(
        RecordSpool spool, Migrator migrator, ClickHouseLink link, StoreState state, IOptions<DrainOptions> options,
        IOptions<ClickHouseOptions> clickHouse, TimeProvider time, IHostApplicationLifetime process, ILogger<SpoolDrain> log)
    {
        _isOff = !clickHouse.Value.Enabled;
        (_spool, _migrator, _state, _options, _time, _process, _log) = (spool, migrator, state, options.Value, time, process, log);
        _sender = new BatchSender(link);
        _spool.RecordAppended += () => Signal(_appended);
    }

    /// <summary>Records that ClickHouse refused for what they are; they were set aside so that the others could pass.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>Asks for what is in the spool to be sent now.</summary>
    public void RunNow()
    {
        Signal(_asked);
        Signal(_appended);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        if (_isOff)
        {
            _state.Set(StoreCondition.Off, "The store is switched off (ClickHouse:Enabled or OPENTRACY_CH_ENABLED is false).");
            return;
        }

        try
        {
            await MigrateAsync(stop);
            while (true)
            {
                await SendAllAsync(stop);
                await _appended.WaitAsync(stop);
                await _asked.WaitAsync(TimeSpan.FromMilliseconds(_options.LingerMilliseconds), stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await SendLastAsync();
        }
        catch (SchemaTooNewException refusal)
        {
            LogTooNew(_log, refusal.Message);
            _state.Set(StoreCondition.Down, refusal.Message);
            Environment.ExitCode = 1;
            _process.StopApplication();
        }
    }

    private async Task MigrateAsync(CancellationToken stop)
    {
        await UntilDoneAsync(() => _migrator.RunAsync(stop), stop);
        _state.Set(StoreCondition.Ready, "");
    }

    private async Task SendAllAsync(CancellationToken stop)
    {
        while (_spool.NextBatch(_options.BatchBytesMax) is { } batch)
        {
            using (batch)
            {
                await UntilDoneAsync(() => SendAsync(batch, stop), stop);
                _spool.Arrived(batch);
            }

            _state.Set(StoreCondition.Ready, "");
            _state.Landed();
        }
    }

    private async Task SendAsync(SpoolBatch batch, CancellationToken stop)
    {
        try
        {
            await _sender.SendAsync(batch, _spool.Id, stop);
        }
        catch (ClickHouseException refusal) when (IsAboutTheData(refusal.Code))
        {
            Interlocked.Add(ref _rejected, batch.Records.Count);
            LogRejected(_log, batch.Records.Count, batch.Start, _spool.SetAside(batch), refusal.Message);
        }
    }

    /// <summary>One short try at the end; what it does not manage is still in the spool at the next start.</summary>
    private async Task SendLastAsync()
    {
        if (_state.Condition.Condition != StoreCondition.Ready)
        {
            return;
        }

        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(2), _time);
        try
        {
            while (_spool.NextBatch(_options.BatchBytesMax) is { } batch)
            {
                using (batch)
                {
                    await _sender.SendAsync(batch, _spool.Id, late.Token);
                    _spool.Arrived(batch);
                }
            }
        }
        catch (Exception cause) when (cause is ClickHouseException or StoreUnavailableException or OperationCanceledException)
        {
            LogLeft(_log, cause.Message);
        }
    }

    /// <summary>Tries with growing pauses. Until the first success there is some patience before the store counts as down, because an engine takes a moment to start.</summary>
    private async Task UntilDoneAsync(Func<Task> step, CancellationToken stop)
    {
        var (pause, started) = (RetryMin, _time.GetTimestamp());
        while (true)
        {
            try
            {
                await step();
                return;
            }
            catch (Exception cause) when (cause is ClickHouseException or StoreUnavailableException or IOException)
            {
                if (_state.Condition.Condition != StoreCondition.Starting || _time.GetElapsedTime(started) > StartPatience)
                {
                    SetDown(cause.Message);
                }
            }

            await Task.Delay(pause, _time, stop);
            if (_state.Condition.Condition == StoreCondition.Down)
            {
                pause = pause * 2 < RetryMax ? pause * 2 : RetryMax;
            }
        }
    }

    private void SetDown(string reason)
    {
        if (_state.Condition.Condition != StoreCondition.Down)
        {
            LogDown(_log, reason);
        }

        _state.Set(StoreCondition.Down, reason);
    }

    /// <summary>Codes that speak of the values sent and will say the same next time (ClickHouse, src/Common/ErrorCodes.cpp).</summary>
    private static bool IsAboutTheData(int code) => code is 6 or 27 or 33 or 41 or 53 or 69 or 117 or 131 or 321;

    private static void Signal(SemaphoreSlim semaphore)
    {
        try
        {
            if (semaphore.CurrentCount == 0)
            {
                semaphore.Release();
            }
        }
        catch (SemaphoreFullException)
        {
            // Somebody else signalled at the same moment, which serves as well.
        }
    }

    [LoggerMessage(LogLevel.Critical, "{Reason}")]
    private static partial void LogTooNew(ILogger log, string reason);

    [LoggerMessage(LogLevel.Warning, "ClickHouse is not there, records wait in the spool: {Reason}")]
    private static partial void LogDown(ILogger log, string reason);

    [LoggerMessage(LogLevel.Error, "ClickHouse refused {Count} records at {Position} of the spool; they are kept in {File}: {Reason}")]
    private static partial void LogRejected(ILogger log, int count, SpoolPosition position, string file, string reason);

    [LoggerMessage(LogLevel.Information, "Some records stay in the spool until the next start: {Reason}")]
    private static partial void LogLeft(ILogger log, string reason);
}
