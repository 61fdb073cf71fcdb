using Microsoft.AspNetCore.Http;

namespace Tracehouse.Ingest.Otlp.Transport;

/// <summary>Takes those requests to <c>POST /v1/traces</c> that bring traces in another form than OpenTelemetry's.</summary>
public interface IOtherTraces
{
    /// <summary>Answers a request that is its own. False, with the body as it was, when it is not.</summary>
    Task<bool> TryAnswerAsync(HttpContext context);
}
