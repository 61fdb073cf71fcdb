namespace Tracehouse.Store.Signals;

/// <summary>Wakes one waiter, now or when it comes. Signals that nobody has taken yet count as one.</summary>
internal sealed class Signal
{
    private readonly SemaphoreSlim _semaphore = new(0, 1);

    public void Set()
    {
        try
        {
            if (_semaphore.CurrentCount == 0)
            {
                _semaphore.Release();
            }
        }
        catch (SemaphoreFullException)
        {
            // Somebody else signalled at the same moment, which serves as well.
        }
    }

    public Task WaitAsync(CancellationToken stop) => _semaphore.WaitAsync(stop);

    /// <summary>False when the time was over first.</summary>
    public Task<bool> WaitAsync(TimeSpan patience, CancellationToken stop) => _semaphore.WaitAsync(patience, stop);
}
