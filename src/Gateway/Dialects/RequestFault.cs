namespace Tracehouse.Gateway.Dialects;

/// <summary>What is wrong with a request.</summary>
/// <param name="Message">What and where, for its author.</param>
/// <param name="Param">The property at fault; null for the body as a whole.</param>
internal sealed record RequestFault(string Message, string? Param = null);
