namespace Tracehouse.Gateway.Routing;

/// <summary>The kinds of reasons for which a call goes nowhere.</summary>
internal enum NoRouteReason
{
    /// <summary>Nobody known runs a model of this name.</summary>
    ModelNotFound,

    /// <summary>The provider is known, and its format is not spoken.</summary>
    NotSpoken,

    /// <summary>There is no key to call the provider with.</summary>
    NoKey,

    /// <summary>The caller's key does not go that far.</summary>
    NotAllowed,

    /// <summary>The gateway was to choose the model itself.</summary>
    RouterNotReady,
}
