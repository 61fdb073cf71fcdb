using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Messages;
using Tracehouse.Store.Parts;
using Tracehouse.Store.Schema;
using Tracehouse.Store.Signals;
using Tracehouse.Store.Spool;
using Tracehouse.Store.Traces;

namespace Tracehouse.Store.Draining;

/// <summary>
/// Moves records from the spool to ClickHouse, for as long as the process lives:
/// 1. brings the schema up to date, once ClickHouse answers, and begins to put together what older versions stored;
/// 2. waits for records, a little longer for company, not at all when a question waits;
/// 3. sends a batch under a token that names it, again and again until it has arrived;
/// 4. tells everybody, and moves the bookmark when it is safe.
/// </summary>
public sealed partial class SpoolDrain : BackgroundService
{
    private static readonly TimeSpan RetryMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PastPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(2);

    private readonly RecordSpool _spool;
    private readonly Migrator _migrator;
    private readonly BatchSender _sender;
    private readonly ScoreSender _scores;
    private readonly PartSender _parts;
    private readonly SpoolKeeper _keeper;
    private readonly ClickHouseLink _link;
    private readonly DerivePast _past;
    private readonly StoreState _state;
    private readonly DrainOptions _options;
    private readonly TimeProvider _time;
    private readonly IHostApplicationLifetime _process;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Signal _appended = new();
    private readonly Signal _asked = new();
    private readonly bool _isOff;
    private bool _isRepeated;
    private long _questionAt;
    private long _endedAt;
    private TimeSpan _took;

    public SpoolDrain(
        RecordSpool spool, Migrator migrator, ClickHouseLink link, DeriveTraces traces, DerivePast past, ISpanAssembly assembly, StoreState state, IOptions<DrainOptions> options,
        IOptions<PartOptions> parts, IOptions<ClickHouseOptions> clickHouse, TimeProvider time, IHostApplicationLifetime process, ILogger<SpoolDrain> log)
    {
        _isOff = !clickHouse.Value.Enabled;
        (_spool, _migrator, _past, _state, _options, _time, _process, _log) = (spool, migrator, past, state, options.Value, time, process, log);
        var repeats = new RepeatFilter(link, new RepeatMemory(options.Value.RememberedSpansMax), time);
        _sender = new BatchSender(link, spool, repeats, new MessageSender(link, options.Value.RememberedMessagesMax), traces, log);
        _scores = new ScoreSender(link, time);
        _parts = new PartSender(link, assembly, traces, parts.Value, time, log);
        _keeper = new SpoolKeeper(spool, link, time, log);
        _link = link;
        _spool.RecordAppended += () => _appended.Set();
    }

    /// <summary>Records that ClickHouse refused for what they are; they were set aside so that the others could pass.</summary>
    public long Rejected => _sender.Rejected;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _keeper.Dispose();
        _turn.Dispose();
        base.Dispose();
    }

    /// <summary>Asks for what is in the spool to be sent now.</summary>
    public void RunNow()
    {
        _asked.Set();
        _appended.Set();
    }

    /// <summary>Says that somebody asks, and is likely to ask again soon.</summary>
    internal void Expect() => Interlocked.Exchange(ref _questionAt, _time.GetTimestamp());

    /// <summary>Takes out what was stored, between two batches and when nothing of before can be sent again; then messages may be gone that were known.</summary>
    internal async Task RemoveAsync(Func<Task> step, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            await _keeper.KeepAsync();
            await step();
            _sender.ForgetMessages();
            await _link.FlushAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        if (_isOff)
        {
            _state.Set(StoreCondition.Off, "The store is switched off (ClickHouse:Enabled or OPENTRACY_CH_ENABLED is false).");
            return;
        }

        var (past, keeping) = (Task.CompletedTask, Task.CompletedTask);
        try
        {
            await UntilDoneAsync(() => _migrator.RunAsync(stop), stop);
            await UntilDoneAsync(() => FlushSettings.ApplyAsync(_link, stop), stop);
            keeping = _keeper.RunAsync(stop);
            past = _past.RunUntilDoneAsync(stop);
            await Task.WhenAny(past, Task.Delay(PastPatience, _time, stop));
            _state.Set(StoreCondition.Ready, "");
            while (true)
            {
                await UntilDoneAsync(() => SendAllAsync(stop), stop);
                await _appended.WaitAsync(stop);
                await _asked.WaitAsync(Linger(), stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await past.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await SendLastAsync();
            await keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _keeper.KeepAsync();
        }
        catch (SchemaTooNewException refusal)
        {
            LogTooNew(_log, refusal.Message);
            _state.Set(StoreCondition.Down, refusal.Message);
            Environment.ExitCode = 1;
            _process.StopApplication();
        }
    }

    /// <summary>
    /// How long a record waits for company. While questions come it is sent before the next of them, but then the drain rests for as long as it last took,
    /// or under load it would do nothing but send small batches.
    /// </summary>
    private TimeSpan Linger()
    {
        var (usual, asked) = (TimeSpan.FromMilliseconds(_options.LingerMilliseconds), Interlocked.Read(ref _questionAt));
        if (asked == 0 || _time.GetElapsedTime(asked) > TimeSpan.FromMilliseconds(_options.EagerMilliseconds))
        {
            return usual;
        }

        var rest = _took - _time.GetElapsedTime(_endedAt);
        return rest < TimeSpan.Zero ? TimeSpan.Zero : rest < usual ? rest : usual;
    }

    /// <summary>
    /// Sends what the spool holds now; what comes meanwhile waits for company again, or under load every record would be a batch. A batch that was
    /// begun before, by this process or the one before it, is one that may have arrived already.
    /// </summary>
    private async Task SendAllAsync(CancellationToken stop)
    {
        var (end, started) = (_spool.Appended, _time.GetTimestamp());
        while (_spool.Drained < end && _spool.NextBatch(_options.BatchBytesMax) is { } batch)
        {
            IReadOnlyList<ProjectId> projects;
            using (batch)
            {
                projects = [.. batch.Projects];
                await _turn.WaitAsync(stop);
                try
                {
                    await SendAsync(batch, stop);
                }
                finally
                {
                    _turn.Release();
                }
            }

            _state.Set(StoreCondition.Ready, "");
            _state.Landed(projects);
        }

        (_took, _endedAt) = (_time.GetElapsedTime(started), _time.GetTimestamp());

        // What waits for the spool to be empty is told also when nothing was left to send.
        _state.Set(StoreCondition.Ready, "");
        _state.Touch();
    }

    private async Task SendAsync(SpoolBatch batch, CancellationToken stop)
    {
        var isRepeated = _spool.IsResumed || _isRepeated;
        _isRepeated = true;
        await _sender.SendAsync(batch.Records, $"{_spool.Id:N}-{batch.Start}", isRepeated, stop);
        await _parts.SendAsync(batch.Parts, spans => _sender.StoreVersionsAsync(spans, $"{Guid.NewGuid():N}", stop), stop);
        await _scores.SendAsync(batch, stop);
        _isRepeated = false;
        await _keeper.ArrivedAsync(batch);
    }

    /// <summary>One short try at the end; what it does not manage is still in the spool at the next start.</summary>
    private async Task SendLastAsync()
    {
        if (_state.Condition.Condition != StoreCondition.Ready)
        {
            return;
        }

        using var late = new CancellationTokenSource(LastPatience, _time);
        try
        {
            await SendAllAsync(late.Token);
        }
        catch (Exception cause)
        {
            LogLeft(_log, cause.Message);
        }
    }

    /// <summary>
    /// Tries with growing pauses, whatever goes wrong: the gateway must not fall because of the store. Until the first success there is some patience
    /// before the store counts as down, because an engine takes a moment to start.
    /// </summary>
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
            catch (Exception cause) when (cause is not (OperationCanceledException or SchemaTooNewException) || (cause is OperationCanceledException && !stop.IsCancellationRequested))
            {
                if (_state.Condition.Condition != StoreCondition.Starting || _time.GetElapsedTime(started) > StartPatience)
                {
                    SetDown(cause.Message);
                }

                if (cause is not (ClickHouseException or StoreUnavailableException))
                {
                    LogUnexpected(_log, cause);
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

    [LoggerMessage(LogLevel.Critical, "{Reason}")]
    private static partial void LogTooNew(ILogger log, string reason);

    [LoggerMessage(LogLevel.Warning, "ClickHouse is not there, records wait in the spool: {Reason}")]
    private static partial void LogDown(ILogger log, string reason);

    [LoggerMessage(LogLevel.Error, "The drain failed in a way that it does not know and will try again")]
    private static partial void LogUnexpected(ILogger log, Exception cause);

    [LoggerMessage(LogLevel.Information, "Some records stay in the spool until the next start: {Reason}")]
    private static partial void LogLeft(ILogger log, string reason);
}
