namespace Tracehouse.Gateway.Administration;

/// <summary>Why a key cannot become what somebody wants.</summary>
/// <param name="Message">For people.</param>
/// <param name="Field">The property at fault, if one is.</param>
internal sealed record KeyFault(string Message, string? Field = null);
