using Tracehouse.Gateway.Dialects;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>A failure that is expected: a value, not an exception. No failure is success.</summary>
/// <param name="Cause">What happened.</param>
/// <param name="Message">What happened, for the caller.</param>
/// <param name="Param">The property of the request at fault, if one is.</param>
internal sealed record ForwardFailure(ForwardCause Cause, string Message, string? Param = null)
{
    /// <summary>Whose doing it was.</summary>
    public ForwardSide Side => Cause switch
    {
        <= ForwardCause.ModelNotFound or ForwardCause.ClientDisconnected => ForwardSide.Client,
        >= ForwardCause.UpstreamError and <= ForwardCause.Timeout => ForwardSide.Upstream,
        _ => ForwardSide.Us,
    };

    /// <summary>The status to answer with, when nothing was answered yet.</summary>
    public int HttpStatus => Answer.Status;

    /// <summary>The stable word for it.</summary>
    public string Code => Answer.Code;

    /// <summary>Whether there is nobody to tell, or the upstream's own answer told already.</summary>
    public bool IsTold => Cause is ForwardCause.ClientDisconnected or ForwardCause.UpstreamError or ForwardCause.UpstreamInvalid;

    /// <summary>Whether the client's libraries would only ask in vain again.</summary>
    public bool IsFinal => Cause is ForwardCause.RouterNotReady or ForwardCause.ProviderNotSpoken;

    private (int Status, string Type, string Code) Answer => Cause switch
    {
        ForwardCause.InvalidRequest => (400, "invalid_request_error", "invalid_request"),
        ForwardCause.RequestTooLarge => (413, "invalid_request_error", "request_too_large"),
        ForwardCause.Unauthorized => (401, "authentication_error", "unauthorized"),
        ForwardCause.ModelNotFound => (404, "invalid_request_error", "model_not_found"),
        ForwardCause.ProviderNotSpoken => (501, "invalid_request_error", "provider_not_supported"),
        ForwardCause.RouterNotReady => (503, "server_error", "router_not_ready"),
        ForwardCause.ClientDisconnected => (499, "invalid_request_error", "client_disconnected"),
        ForwardCause.UpstreamError => (502, "server_error", "upstream_error"),
        ForwardCause.UpstreamInvalid => (502, "server_error", "upstream_invalid"),
        ForwardCause.UpstreamUnreachable => (502, "server_error", "upstream_unreachable"),
        ForwardCause.UpstreamCut => (502, "server_error", "upstream_cut"),
        ForwardCause.Timeout => (504, "server_error", "timeout"),
        ForwardCause.Shutdown => (503, "server_error", "shutdown"),
        _ => (500, "server_error", "internal_error"),
    };

    public OpenAiError ToOpenAiError() => new(Message, Answer.Type, Answer.Code, Param);

    public SpanStatus ToStatus() => Cause == ForwardCause.Timeout ? SpanStatus.Timeout : SpanStatus.Error;

    public SpanError ToSpanError() => new(Answer.Code, Message);
}
