using System.Net;
using System.Net.Http.Headers;

namespace Tracehouse.Export;

/// <summary>
/// Carries the exporter's requests, and watches them, because the exporter itself only tells success from failure. For one request at a time.
/// </summary>
internal sealed class Delivery : DelegatingHandler
{
    private const int PlainBytesMax = 16 * 1024;
    private readonly AuthenticationHeaderValue? _key;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _abort = new();
    private bool _isPlain;

    public Delivery(string? key, TimeProvider time, HttpMessageHandler? inner = null) : base(inner ?? NewConnections()) =>
        (_key, _time) = (key is null ? null : new AuthenticationHeaderValue("Bearer", key), time);

    /// <summary>Null when no answer came.</summary>
    public HttpStatusCode? Status { get; private set; }

    /// <summary>What the server asked for in <c>Retry-After</c>.</summary>
    public TimeSpan? Patience { get; private set; }

    /// <summary>False when the exporter could not even write the request, so that trying again is of no use.</summary>
    public bool IsTried { get; private set; }

    /// <summary>The statuses to try again are those of the OTLP specification ("Retryable Response Codes"), with 408 and 500 added, which proxies send.</summary>
    public Verdict Verdict => Status switch
    {
        null => IsTried ? Verdict.Later : Verdict.Refused,
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => Verdict.Taken,
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => Verdict.Later,
        _ => Verdict.Refused,
    };

    public void Begin() => (Status, Patience, IsTried) = (null, null, false);

    /// <summary>Ends the request that is under way, and every later one; for when nobody waits any more.</summary>
    public void Abort() => _abort.Cancel();

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _abort.Token);
        Prepare(request);
        var answer = base.Send(request, either.Token);
        if (answer.StatusCode != HttpStatusCode.UnsupportedMediaType || _isPlain)
        {
            return Note(answer);
        }

        // A server or proxy that takes no gzip is asked once more without it, and not bothered with it again.
        answer.Dispose();
        _isPlain = true;
        request.Content = (request.Content as GzipContent)?.Plain ?? request.Content;
        return Note(base.Send(request, either.Token));
    }

    /// <summary>The exporter sends from the queue's own thread, without tasks.</summary>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(Send(request, cancellationToken));

    protected override void Dispose(bool disposing)
    {
        _abort.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Without a propagator, so that sending traces begins none.</summary>
    private static SocketsHttpHandler NewConnections() =>
        new() { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30), AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null };

    private void Prepare(HttpRequestMessage request)
    {
        IsTried = true;
        request.Headers.Authorization = _key;
        if (!_isPlain && request.Content is { Headers.ContentLength: > PlainBytesMax } content)
        {
            request.Content = new GzipContent(content);
        }
    }

    private HttpResponseMessage Note(HttpResponseMessage answer)
    {
        var asked = answer.Headers.RetryAfter;
        var patience = asked?.Delta ?? (asked?.Date - _time.GetUtcNow());
        (Status, Patience) = (answer.StatusCode, patience > TimeSpan.Zero ? patience : null);
        return answer;
    }
}
