using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Keys;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>A failure that is expected: a value, not an exception. No failure is success.</summary>
/// <param name="Cause">What happened.</param>
/// <param name="Message">What happened, for the caller.</param>
/// <param name="Param">The property of the request at fault, if one is.</param>
internal sealed record ForwardFailure(ForwardCause Cause, string Message, string? Param = null)
{
    /// <summary>What the caller's key lacks, where that is the cause.</summary>
    public Refusal? Refusal { get; private init; }

    /// <summary>When to try again; null when nobody knows.</summary>
    public TimeSpan? RetryAfter => Refusal?.RetryAfter;

    public static ForwardFailure Of(Refusal refusal) => new(ForwardCause.Refused, refusal.Error.Message, refusal.Error.Param) { Refusal = refusal };

    /// <summary>Whose doing it was.</summary>
    public ForwardSide Side => Answer.Side;

    /// <summary>The status to answer with, when nothing was answered yet.</summary>
    public int HttpStatus => Answer.Status;

    /// <summary>The stable word for it.</summary>
    public string Code => Answer.Code;

    /// <summary>Whether there is nobody to tell, or the upstream's own answer told already.</summary>
    public bool IsTold => Cause is ForwardCause.ClientDisconnected or ForwardCause.UpstreamError or ForwardCause.UpstreamInvalid;

    /// <summary>Whether the client's libraries would only ask in vain again.</summary>
    public bool IsFinal => Cause is ForwardCause.RouterNotReady or ForwardCause.ProviderNotSpoken || Refusal is { IsFinal: true };

    private (ForwardSide Side, int Status, string Type, string Code) Answer => Cause switch
    {
        ForwardCause.InvalidRequest => (ForwardSide.Client, 400, "invalid_request_error", "invalid_request"),
        ForwardCause.RequestTooLarge => (ForwardSide.Client, 413, "invalid_request_error", "request_too_large"),
        ForwardCause.Refused => (ForwardSide.Client, Refusal!.Status, Refusal.Error.Type, Refusal.Error.Code),
        ForwardCause.Unauthorized => (ForwardSide.Client, 401, "authentication_error", "unauthorized"),
        ForwardCause.ModelNotFound => (ForwardSide.Client, 404, "invalid_request_error", "model_not_found"),
        ForwardCause.ClientDisconnected => (ForwardSide.Client, 499, "invalid_request_error", "client_disconnected"),
        ForwardCause.UpstreamError => (ForwardSide.Upstream, 502, "server_error", "upstream_error"),
        ForwardCause.UpstreamInvalid => (ForwardSide.Upstream, 502, "server_error", "upstream_invalid"),
        ForwardCause.UpstreamUnreachable => (ForwardSide.Upstream, 502, "server_error", "upstream_unreachable"),
        ForwardCause.UpstreamCut => (ForwardSide.Upstream, 502, "server_error", "upstream_cut"),
        ForwardCause.Timeout => (ForwardSide.Upstream, 504, "server_error", "timeout"),
        ForwardCause.ProviderNotSpoken => (ForwardSide.Us, 501, "invalid_request_error", "provider_not_supported"),
        ForwardCause.RouterNotReady => (ForwardSide.Us, 503, "server_error", "router_not_ready"),
        ForwardCause.Shutdown => (ForwardSide.Us, 503, "server_error", "shutdown"),
        _ => (ForwardSide.Us, 500, "server_error", "internal_error"),
    };

    public OpenAiError ToOpenAiError() => new(Message, Answer.Type, Answer.Code, Param);

    public SpanStatus ToStatus() => Cause == ForwardCause.Timeout ? SpanStatus.Timeout : SpanStatus.Error;

    public SpanError ToSpanError() => new(Answer.Code, Message);
}
