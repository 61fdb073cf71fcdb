namespace Tracehouse.Gateway.Routing;

/// <summary>Why a call goes nowhere.</summary>
/// <param name="Reason">The kind.</param>
/// <param name="Message">What to do about it, for the caller.</param>
internal sealed record NoRoute(NoRouteReason Reason, string Message);
