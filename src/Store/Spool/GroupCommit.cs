using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Tracehouse.Store.Spool;

/// <summary>
/// Forces written records to disk, many at a time: while one flush runs, everything written meanwhile waits for the next one and shares it.
/// Records that somebody waits for are flushed at once, others within a short while.
/// </summary>
internal sealed partial class GroupCommit : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _dirty = new(0, 1);
    private readonly SemaphoreSlim _urgent = new(0, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeSpan _patience;
    private readonly ILogger _log;
    private readonly Task _loop;

    // All below are touched under the gate only.
    private readonly List<SafeFileHandle> _retired = [];
    private List<(SpoolPosition End, TaskCompletionSource Done)> _waiters = [];
    private SafeFileHandle? _active;
    private SpoolPosition _written;
    private SpoolPosition _durable;

    public GroupCommit(TimeSpan patience, ILogger log)
    {
        _patience = patience;
        _log = log;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Tells that <paramref name="file"/> has been written up to <paramref name="end"/>. A file that is replaced by another is flushed and closed here.</summary>
    public void Written(SafeFileHandle file, SpoolPosition end)
    {
        lock (_gate)
        {
            if (_active is not null && _active != file)
            {
                _retired.Add(_active);
            }

            _active = file;
            _written = end;
        }

        Signal(_dirty);
    }

    /// <summary>Completes when everything before <paramref name="end"/> is on disk; fails when the disk refuses.</summary>
    public Task WaitAsync(SpoolPosition end)
    {
        TaskCompletionSource done;
        lock (_gate)
        {
            if (_durable >= end)
            {
                return Task.CompletedTask;
            }

            done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((end, done));
        }

        Signal(_urgent);
        Signal(_dirty);
        return done.Task;
    }

    /// <summary>Flushes what is left and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        Flush();
        _active?.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await _dirty.WaitAsync(_stop.Token);
                await _urgent.WaitAsync(_patience, _stop.Token);
                Flush();
            }
        }
        catch (OperationCanceledException)
        {
            // The last flush happens in DisposeAsync, after this loop can no longer race with it.
        }
    }

    private void Flush()
    {
        SafeFileHandle? active;
        SafeFileHandle[] retired;
        List<(SpoolPosition End, TaskCompletionSource Done)> waiters;
        SpoolPosition end;
        lock (_gate)
        {
            (active, end) = (_active, _written);
            retired = [.. _retired];
            _retired.Clear();
            (waiters, _waiters) = (_waiters, []);
        }

        try
        {
            foreach (var file in retired)
            {
                RandomAccess.FlushToDisk(file);
                file.Dispose();
            }

            if (active is not null)
            {
                RandomAccess.FlushToDisk(active);
            }

            lock (_gate)
            {
                _durable = end;
            }

            waiters.ForEach(waiter => waiter.Done.SetResult());
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            LogFailed(_log, cause);
            waiters.ForEach(waiter => waiter.Done.SetException(new IOException("The spool could not be forced to disk.", cause)));
        }
    }

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

    [LoggerMessage(LogLevel.Error, "The spool could not be forced to disk; look for a full or failing disk under Spool:Directory")]
    private static partial void LogFailed(ILogger log, Exception cause);
}
