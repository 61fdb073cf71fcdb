using System.ComponentModel;
using Microsoft.Extensions.Logging;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Signals;
using Tracehouse.Store.Spool;

namespace Tracehouse.Store.Draining;

/// <summary>
/// Lets the spool forget what is safe. A ClickHouse server forces each insert to disk by itself. The files of the embedded engine are forced to disk all
/// together, at most once a second and beside the drain, and until then the spool keeps what has arrived: an insert is a hundred small files, and to wait
/// for each of them takes longer than all the rest.
/// </summary>
internal sealed partial class SpoolKeeper(RecordSpool spool, ClickHouseLink link, TimeProvider time, ILogger log) : IDisposable
{
    // What is not safe yet is sent again after a crash, with a look at what has survived, so there is a limit to it.
    private const long BytesMax = 64 << 20;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Signal _arrived = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _bytes;

    /// <summary>Says that a batch has arrived; waits only when too much is not safe.</summary>
    public async Task ArrivedAsync(SpoolBatch batch)
    {
        spool.Arrived(batch);
        if (!link.IsFlushedByUs)
        {
            spool.Keep(batch.End);
        }
        else if (Interlocked.Add(ref _bytes, batch.End.Offset - batch.Start.Offset) > BytesMax)
        {
            await KeepAsync();
        }
        else
        {
            _arrived.Set();
        }
    }

    /// <summary>Makes safe what arrives, until it is told to stop. Throws only when it is.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            await _arrived.WaitAsync(stop);
            await KeepAsync();
            await Task.Delay(Every, time, stop);
        }
    }

    /// <summary>Makes safe what has arrived. Does not throw: what could not be made safe is kept in the spool.</summary>
    public async Task KeepAsync()
    {
        if (!link.IsFlushedByUs)
        {
            return;
        }

        await _turn.WaitAsync();
        try
        {
            Interlocked.Exchange(ref _bytes, 0);
            var position = spool.Drained;
            await link.FlushAsync();
            spool.Keep(position);
        }
        catch (Exception cause) when (cause is Win32Exception or IOException or UnauthorizedAccessException)
        {
            LogUnsafe(log, cause);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    [LoggerMessage(LogLevel.Error, "What has arrived could not be forced to disk; it is kept in the spool")]
    private static partial void LogUnsafe(ILogger log, Exception cause);
}
