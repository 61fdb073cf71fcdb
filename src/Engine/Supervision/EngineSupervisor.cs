using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tracehouse.Engine.Supervision;

/// <summary>
/// Keeps an engine process running: 1. starts it, 2. waits until it answers, 3. watches it, 4. after it has ended, or when it
/// hangs, waits a little longer each time and starts again.
/// </summary>
public sealed partial class EngineSupervisor : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(20);

    private readonly EngineSupervisorOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<EngineSupervisor> _logger;
    private readonly string _socket;
    private readonly HttpMessageInvoker _client;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;
    private int _restarts;

    public EngineSupervisor(EngineSupervisorOptions options, TimeProvider time, ILogger<EngineSupervisor> logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _socket = EngineSocket.PathFor(options.DataDirectory);
        Endpoint = EngineEndpoint.OfSocket(_socket);
        _client = new HttpMessageInvoker(EngineClientHandler.Create(Endpoint));
    }

    /// <summary>Where the engine listens; the same for every run of it.</summary>
    public EngineEndpoint Endpoint { get; }

    public EngineState State { get; private set; } = EngineState.Stopped;

    /// <summary>How many times it was started again.</summary>
    public int Restarts => Volatile.Read(ref _restarts);

    /// <summary>The process that runs now, for those who look at its memory.</summary>
    public int? ProcessId { get; private set; }

    /// <summary>Raised after every change of <see cref="State"/>; a handler must not block.</summary>
    public event Action<EngineState>? StateChanged;

    /// <summary>Returns at once: the engine becomes ready in its own time.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Returns once the engine answers, which may be now.</summary>
    public Task WaitUntilReadyAsync(CancellationToken abort)
    {
        lock (_lock)
        {
            return _ready.Task.WaitAsync(abort);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // The host stops it, and the container disposes it under each name that it is registered with.
        if (!_stop.IsCancellationRequested)
        {
            await _stop.CancelAsync();
        }

        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var delay = _options.RestartDelayMin;
        while (!_stop.IsCancellationRequested)
        {
            var started = _time.GetTimestamp();
            try
            {
                await RunOnceAsync();
                if (_time.GetElapsedTime(started) >= _options.StableAfter)
                {
                    delay = _options.RestartDelayMin;
                }

                await Task.Delay(delay, _time, _stop.Token);
                Interlocked.Increment(ref _restarts);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, _options.RestartDelayMax.Ticks));
        }

        Change(EngineState.Stopped);
    }

    /// <summary>One run, from the start to the end of the process. Throws only when told to stop.</summary>
    private async Task RunOnceAsync()
    {
        // Step 1: the process.
        Change(EngineState.Starting);
        using var process = TryStart();
        if (process is null)
        {
            Change(EngineState.Down);
            return;
        }

        try
        {
            ProcessId = process.Id;

            // Step 2: its first answer.
            var started = _time.GetTimestamp();
            if (await AnswersAsync(process, _options.StartTimeout, AskAgain))
            {
                LogReady(_logger, process.Id, (long)_time.GetElapsedTime(started).TotalMilliseconds);
                Change(EngineState.Ready);

                // Step 3: its further answers.
                await WatchAsync(process);
            }

            End(process);
            Change(EngineState.Down);
        }
        catch (OperationCanceledException)
        {
            Change(EngineState.Stopping);
            await process.StopAsync(_options.StopTimeout, _time);
            throw;
        }
        finally
        {
            ProcessId = null;
        }
    }

    private EngineProcess? TryStart()
    {
        try
        {
            Directory.CreateDirectory(_options.DataDirectory);
            return EngineProcess.Start(_options, _socket, _logger);
        }
        catch (Exception failure) when (failure is System.ComponentModel.Win32Exception or IOException or UnauthorizedAccessException)
        {
            LogCannotStart(_logger, failure, _options.Command[0]);
            return null;
        }
    }

    private async Task WatchAsync(EngineProcess process)
    {
        var exited = process.ExitedAsync(_stop.Token);
        while (await Task.WhenAny(exited, Task.Delay(_options.PingInterval, _time, _stop.Token)) != exited)
        {
            _stop.Token.ThrowIfCancellationRequested();
            if (!await AnswersAsync(process, _options.PingTimeout, _options.PingInterval))
            {
                return;
            }
        }

        await exited;
    }

    /// <summary>Asks until there is an answer, the process has ended, or the time is over.</summary>
    private async Task<bool> AnswersAsync(EngineProcess process, TimeSpan timeout, TimeSpan interval)
    {
        using var patience = new CancellationTokenSource(timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stop.Token);
        try
        {
            while (!process.HasExited)
            {
                if (await PingAsync(either.Token))
                {
                    return true;
                }

                await Task.Delay(interval, _time, either.Token);
            }
        }
        catch (OperationCanceledException)
        {
            _stop.Token.ThrowIfCancellationRequested();
        }

        return false;
    }

    private async Task<bool> PingAsync(CancellationToken abort)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Endpoint.Url, "ping"));
            using var response = await _client.SendAsync(request, abort);

            // What follows a change of state must not keep the thread of the sockets.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void End(EngineProcess process)
    {
        if (process.HasExited)
        {
            LogExited(_logger, process.ExitCode);
        }
        else
        {
            LogHangs(_logger);
            process.Kill();
        }
    }

    private void Change(EngineState state)
    {
        lock (_lock)
        {
            if (State == state)
            {
                return;
            }

            State = state;
            if (state == EngineState.Ready)
            {
                _ready.TrySetResult();
            }
            else if (_ready.Task.IsCompleted)
            {
                _ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        StateChanged?.Invoke(state);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The engine is ready as process {ProcessId} after {Milliseconds} ms.")]
    private static partial void LogReady(ILogger logger, int processId, long milliseconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "The engine ended with code {ExitCode}; it will be started again.")]
    private static partial void LogExited(ILogger logger, int exitCode);

    [LoggerMessage(Level = LogLevel.Error, Message = "The engine does not answer; it will be killed and started again.")]
    private static partial void LogHangs(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "The engine cannot be started with {Program}.")]
    private static partial void LogCannotStart(ILogger logger, Exception failure, string program);
}
