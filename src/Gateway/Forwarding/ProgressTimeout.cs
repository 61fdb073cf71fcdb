using System.Collections.Concurrent;
using Tracehouse.Gateway.Resilience;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>
/// Cancels after silence, not after length: every sign of progress starts the time anew. It also cancels when the client goes away, and
/// tells the two apart. Rented, because a call would otherwise make a timer of its own.
/// </summary>
internal sealed class ProgressTimeout : CancellationTokenSource
{
    private const int PooledMax = 1024;

    private static readonly ConcurrentQueue<ProgressTimeout> Pool = new();

    private readonly TimeProvider _time;
    private CancellationToken _client;
    private CancellationTokenRegistration _clientRegistration;
    private bool _endedByClient;

    private ProgressTimeout(TimeProvider time)
        : base(Timeout.InfiniteTimeSpan, time) => _time = time;

    /// <summary>True when the client went away, whatever else happened.</summary>
    public bool IsClientGone => _client.IsCancellationRequested;

    /// <summary>Whether the time runs for the client to take what there is, and not for the upstream to say something.</summary>
    public bool IsForClient { get; set; }

    /// <summary>True when the client was there, and used the time up.</summary>
    public bool IsClientSlow => IsForClient && !_endedByClient;

    /// <summary>The longest silence; a new one counts from the next progress.</summary>
    public SilenceLimit Limit { get; set; }

    /// <summary>The time starts with the first progress.</summary>
    public static ProgressTimeout Rent(SilenceLimit limit, TimeProvider time, CancellationToken client)
    {
        var timeout = time == TimeProvider.System && Pool.TryDequeue(out var pooled) ? pooled : new ProgressTimeout(time);
        timeout.Limit = limit;
        timeout._client = client;
        timeout._clientRegistration = client.UnsafeRegister(static state => ((ProgressTimeout)state!).EndByClient(), timeout);
        return timeout;
    }

    /// <summary>Starts the time anew.</summary>
    public void NoteProgress() => CancelAfter(Limit.Time);

    /// <summary>Stops the time; it still cancels when the client goes away.</summary>
    public void Pause() => CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Gives it back; its token must not be used any more.</summary>
    public void Return()
    {
        _clientRegistration.Dispose();
        _clientRegistration = default;
        _client = default;
        (IsForClient, _endedByClient) = (false, false);
        if (_time == TimeProvider.System && Pool.Count < PooledMax && TryReset())
        {
            Pool.Enqueue(this);
        }
        else
        {
            Dispose();
        }
    }

    private void EndByClient()
    {
        _endedByClient = !IsCancellationRequested;
        Cancel();
    }
}
