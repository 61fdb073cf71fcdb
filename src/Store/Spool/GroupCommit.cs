using System.ComponentModel;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Tracehouse.Store.Spool;

/// <summary>
/// Forces written records to disk, many at a time: while one flush runs, everything written meanwhile waits for the next one and shares it.
/// Records that somebody waits for are flushed at once, others within a short while. What a flush has failed for never counts as durable,
/// because the system reports a failed write once and then forgets it. All of it happens on a thread of its own: a flush takes as long as the disk does, and
/// on a small machine the pool has one or two threads, which others need meanwhile.
/// </summary>
internal sealed partial class GroupCommit : IAsyncDisposable
{
    private readonly Lock _gate = new();

    // Never disposed, because somebody may write to the very end.
    private readonly AutoResetEvent _dirty = new(initialState: false);
    private readonly AutoResetEvent _urgent = new(initialState: false);
    private readonly string _directory;
    private readonly TimeSpan _patience;
    private readonly ILogger _log;
    private readonly Task _loop;
    private volatile bool _isStopping;

    // All below are touched under the gate only.
    private readonly List<SafeFileHandle> _retired = [];
    private List<(SpoolPosition End, TaskCompletionSource Done)> _waiters = [];
    private SafeFileHandle? _active;
    private bool _isNewFile;
    private bool _isDirty;
    private SpoolPosition _written;
    private SpoolPosition _durable;
    private SpoolPosition _lost;
    private bool _hasFailed;

    public GroupCommit(string directory, TimeSpan patience, ILogger log)
    {
        _directory = directory;
        _patience = patience;
        _log = log;
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Tells that <paramref name="file"/> has been written up to <paramref name="end"/>. A file that is replaced by another is flushed and closed here.</summary>
    public void Written(SafeFileHandle file, SpoolPosition end)
    {
        bool wasDirty;
        lock (_gate)
        {
            (wasDirty, _isDirty) = (_isDirty, true);
            if (_active != file)
            {
                if (_active is not null)
                {
                    _retired.Add(_active);
                }

                _isNewFile = true;
            }

            _active = file;
            _written = end;
        }

        if (!wasDirty)
        {
            _dirty.Set();
        }
    }

    /// <summary>True once after a flush has failed: what comes next belongs into a new file, which has not failed yet.</summary>
    public bool TakeFailure()
    {
        lock (_gate)
        {
            return (_hasFailed, _hasFailed = false).Item1;
        }
    }

    /// <summary>Completes when everything before <paramref name="end"/> is on disk; fails when the disk refuses.</summary>
    public Task WaitAsync(SpoolPosition end)
    {
        TaskCompletionSource done;
        lock (_gate)
        {
            if (end <= _lost)
            {
                return Task.FromException(Failure(null));
            }

            if (_durable >= end)
            {
                return Task.CompletedTask;
            }

            done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((end, done));
        }

        _urgent.Set();
        _dirty.Set();
        return done.Task;
    }

    /// <summary>Flushes what is left and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _isStopping = true;
        _dirty.Set();
        _urgent.Set();
        await _loop;
        Flush();
        _active?.Dispose();
    }

    /// <summary>The last flush happens in <see cref="DisposeAsync"/>, after this loop can no longer race with it.</summary>
    private void Run()
    {
        while (!_isStopping)
        {
            _dirty.WaitOne();
            _urgent.WaitOne(_patience);
            if (!_isStopping)
            {
                Flush();
            }
        }
    }

    private void Flush()
    {
        SafeFileHandle? active;
        SafeFileHandle[] retired;
        List<(SpoolPosition End, TaskCompletionSource Done)> waiters;
        SpoolPosition end;
        bool isNewFile;
        lock (_gate)
        {
            (active, end, isNewFile) = (_active, _written, _isNewFile);
            retired = [.. _retired];
            _retired.Clear();
            (_isNewFile, _isDirty) = (false, false);
            (waiters, _waiters) = (_waiters, []);
        }

        var failure = Force(active, retired, isNewFile);
        lock (_gate)
        {
            if (failure is null)
            {
                _durable = end;
            }
            else
            {
                (_lost, _hasFailed) = (end, true);
            }
        }

        foreach (var (_, done) in waiters)
        {
            if (failure is null)
            {
                done.SetResult();
            }
            else
            {
                done.SetException(Failure(failure));
            }
        }
    }

    /// <summary>Flushes every file, also behind one that fails, and answers the last failure.</summary>
    private Exception? Force(SafeFileHandle? active, SafeFileHandle[] retired, bool isNewFile)
    {
        Exception? failure = null;
        Try(() =>
        {
            if (isNewFile)
            {
                DirectorySync.Flush(_directory);
            }
        });
        foreach (var file in retired)
        {
            Try(() => RandomAccess.FlushToDisk(file));
            file.Dispose();
        }

        if (active is not null)
        {
            Try(() => RandomAccess.FlushToDisk(active));
        }

        return failure;

        void Try(Action flush)
        {
            try
            {
                flush();
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or Win32Exception)
            {
                failure = cause;
                LogFailed(_log, cause);
            }
        }
    }

    private static IOException Failure(Exception? cause) => new("The spool could not be forced to disk.", cause);

    [LoggerMessage(LogLevel.Error, "The spool could not be forced to disk; look for a full or failing disk under Spool:Directory")]
    private static partial void LogFailed(ILogger log, Exception cause);
}
