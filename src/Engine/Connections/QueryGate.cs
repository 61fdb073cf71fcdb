namespace Tracehouse.Engine.Connections;

/// <summary>Lets a limited number of queries run and a limited number wait for their turn.</summary>
internal sealed class QueryGate(int runningMax, int waitingMax) : IDisposable
{
    private readonly SemaphoreSlim _running = new(runningMax, runningMax);
    private int _waiting;

    /// <summary>False at once when too many are waiting already. Throws when the wait is given up.</summary>
    public async ValueTask<bool> TryEnterAsync(CancellationToken abort)
    {
        if (_running.Wait(0, CancellationToken.None))
        {
            return true;
        }

        if (Interlocked.Increment(ref _waiting) > waitingMax)
        {
            Interlocked.Decrement(ref _waiting);
            return false;
        }

        try
        {
            await _running.WaitAsync(abort);
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Leave() => _running.Release();

    /// <summary>Takes every turn there is, so that nothing runs any more. False when that takes longer.</summary>
    public async Task<bool> TryCloseAsync(TimeSpan timeout)
    {
        using var patience = new CancellationTokenSource(timeout);
        try
        {
            for (var i = 0; i < runningMax; i++)
            {
                await _running.WaitAsync(patience.Token);
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose() => _running.Dispose();
}
