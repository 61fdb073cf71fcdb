using System.Net;
using System.Net.Http.Headers;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Tracehouse.Ingest.Mirroring.Sending;

/// <summary>
/// Sends to one other system, in order, one request at a time. What it refuses for good, or for too long, is left out; nobody here waits for it.
/// Items may be added by several threads.
/// </summary>
internal sealed partial class Mirror(string name, MirrorOptions options, HttpMessageInvoker http, TimeProvider time, ILogger<Mirror> log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private readonly Channel<MirrorItem> _queue = Channel.CreateUnbounded<MirrorItem>(new UnboundedChannelOptions { SingleReader = true });
    private readonly MirrorAddress _address = new(options);
    private long _bytes;
    private long _sent;
    private long _dropped;
    private bool _isDropping;
    private long? _saidAt;

    /// <summary>How it is doing.</summary>
    public MirrorState State => new(name, Interlocked.Read(ref _bytes), Interlocked.Read(ref _sent), Interlocked.Read(ref _dropped));

    /// <summary>Whether it wants what belongs to a project.</summary>
    public bool Wants(string project) => options.Project.Length == 0 || options.Project == project;

    /// <summary>Leaves it out, and counts that, when too much waits. Never blocks.</summary>
    public void Add(MirrorItem item)
    {
        if (!_address.Takes(item.Path))
        {
            return;
        }

        if (Interlocked.Add(ref _bytes, item.Bytes.Length) > options.QueueBytesMax)
        {
            Interlocked.Add(ref _bytes, -item.Bytes.Length);
            Drop(1, $"more than {options.QueueBytesMax} bytes wait for it ({MirrorOptions.Section}:{name}:QueueBytesMax)");
            return;
        }

        _queue.Writer.TryWrite(item);
    }

    /// <summary>Sends until told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (await _queue.Reader.WaitToReadAsync(stop))
        {
            while (_queue.Reader.TryRead(out var first))
            {
                var batch = Batch(first);
                var fault = await TrySendAsync(batch, stop);
                Interlocked.Add(ref _bytes, -batch.Sum(item => (long)item.Bytes.Length));
                if (fault is null)
                {
                    Interlocked.Add(ref _sent, batch.Count);
                    _isDropping = false;
                }
                else
                {
                    Drop(batch.Count, fault);
                }
            }
        }
    }

    private List<MirrorItem> Batch(MirrorItem first)
    {
        var (batch, bytes) = (new List<MirrorItem> { first }, first.Bytes.Length);
        while (_queue.Reader.TryPeek(out var next) && first.CanJoin(next) && bytes + next.Bytes.Length <= options.BatchBytesMax && _queue.Reader.TryRead(out next))
        {
            batch.Add(next);
            bytes += next.Bytes.Length;
        }

        return batch;
    }

    /// <summary>Null when it has arrived; else why it never will.</summary>
    private async Task<string?> TrySendAsync(List<MirrorItem> batch, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var (fault, isFinal, wait) = await SendAsync(batch, stop);
            if (fault is null || isFinal)
            {
                return fault;
            }

            wait = wait is { } asked && asked < TimeSpan.FromSeconds(options.RetrySecondsMax) ? asked : pause;
            if (time.GetElapsedTime(began) + wait > TimeSpan.FromSeconds(options.RetrySecondsMax))
            {
                return $"{fault}; it was tried for {options.RetrySecondsMax} seconds ({MirrorOptions.Section}:{name}:RetrySecondsMax)";
            }

            await Task.Delay(wait.Value, time, stop);
        }
    }

    private async Task<(string? Fault, bool IsFinal, TimeSpan? Wait)> SendAsync(List<MirrorItem> batch, CancellationToken stop)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(TimeSpan.FromSeconds(options.TimeoutSeconds));
        using var request = _address.Request(batch[0].Path, batch[0].ContentType, new PiecesContent(batch));
        try
        {
            using var answer = await http.SendAsync(request, late.Token);
            return answer.IsSuccessStatusCode ? default : ($"it answers with status {(int)answer.StatusCode}", !MayHelpToRepeat(answer.StatusCode), WaitOf(answer.Headers.RetryAfter));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return ($"it does not answer within {options.TimeoutSeconds} seconds ({MirrorOptions.Section}:{name}:TimeoutSeconds)", false, null);
        }
        catch (HttpRequestException cause)
        {
            return ($"it cannot be reached: {cause.Message}", false, null);
        }
    }

    private static bool MayHelpToRepeat(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private TimeSpan? WaitOf(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date && date > time.GetUtcNow() ? date - time.GetUtcNow() : null);

    /// <summary>Says it once, until something arrives again; of a mirror that takes some and leaves some, once a minute.</summary>
    private void Drop(int count, string reason)
    {
        Interlocked.Add(ref _dropped, count);
        if (!_isDropping && (_saidAt is not { } before || time.GetElapsedTime(before) > Silence))
        {
            (_isDropping, _saidAt) = (true, time.GetTimestamp());
            LogDropping(log, name, reason);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Spans are left out of mirror {Name}, since {Reason}. Here they are kept")]
    private static partial void LogDropping(ILogger log, string name, string reason);
}
