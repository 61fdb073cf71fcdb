namespace Tracehouse.Export;

/// <summary>Somebody who waits for what has ended to be sent. Never disposed, because the sender may end it after the waiting is over.</summary>
internal sealed class FlushRequest
{
    private readonly ManualResetEventSlim _ended = new();
    private volatile bool _isSent;

    public void End(bool isSent)
    {
        _isSent = isSent;
        _ended.Set();
    }

    /// <summary>True when it has ended in time, with everything sent.</summary>
    public bool Wait(int timeoutMilliseconds) => _ended.Wait(timeoutMilliseconds) && _isSent;
}
