using System.Net;

namespace Tracehouse.Export;

/// <summary>
/// Watches the exporter's requests, because the exporter itself only tells success from failure. For one request at a time.
/// </summary>
internal sealed class Delivery() : DelegatingHandler(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30), AllowAutoRedirect = false })
{
    /// <summary>Null when no answer came.</summary>
    public HttpStatusCode? Status { get; private set; }

    /// <summary>What the server asked for in <c>Retry-After</c>.</summary>
    public TimeSpan? Patience { get; private set; }

    public void Begin() => (Status, Patience) = (null, null);

    /// <summary>The statuses to try again are those of the OTLP specification ("Retryable Response Codes"), with 408 and 500 added, which proxies send.</summary>
    public Verdict Verdict => Status switch
    {
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => Verdict.Taken,
        null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => Verdict.Later,
        _ => Verdict.Refused,
    };

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => Note(base.Send(request, cancellationToken));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Note(await base.SendAsync(request, cancellationToken).ConfigureAwait(false));

    private HttpResponseMessage Note(HttpResponseMessage answer)
    {
        (Status, Patience) = (answer.StatusCode, answer.Headers.RetryAfter?.Delta);
        return answer;
    }
}
