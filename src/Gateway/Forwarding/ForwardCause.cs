namespace Tracehouse.Gateway.Forwarding;

/// <summary>Why a call did not succeed.</summary>
internal enum ForwardCause
{
    /// <summary>The request cannot be understood.</summary>
    InvalidRequest,

    /// <summary>The request is larger than the limit.</summary>
    RequestTooLarge,

    /// <summary>The caller's key does not go that far.</summary>
    Refused,

    /// <summary>There is no key to call the provider with.</summary>
    Unauthorized,

    /// <summary>Nobody runs the model.</summary>
    ModelNotFound,

    /// <summary>The provider's format is not spoken.</summary>
    ProviderNotSpoken,

    /// <summary>The gateway was to choose the model, and cannot.</summary>
    RouterNotReady,

    /// <summary>The client went away.</summary>
    ClientDisconnected,

    /// <summary>The upstream answered with an error.</summary>
    UpstreamError,

    /// <summary>The upstream's answer is not what was asked for.</summary>
    UpstreamInvalid,

    /// <summary>The upstream could not be reached.</summary>
    UpstreamUnreachable,

    /// <summary>The upstream's answer broke off.</summary>
    UpstreamCut,

    /// <summary>The upstream said nothing for too long.</summary>
    Timeout,

    /// <summary>This server is stopping.</summary>
    Shutdown,

    /// <summary>A bug of ours.</summary>
    Internal,
}
