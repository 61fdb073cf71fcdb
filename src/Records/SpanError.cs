namespace Tracehouse.Records;

/// <summary>Why a span did not succeed.</summary>
/// <param name="Type">A short stable word such as <c>upstream_error</c> or <c>client_disconnected</c>.</param>
/// <param name="Message">What happened, for people.</param>
public sealed record SpanError(string Type, string Message);
