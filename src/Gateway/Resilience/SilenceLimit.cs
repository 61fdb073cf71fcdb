namespace Tracehouse.Gateway.Resilience;

/// <summary>How long an upstream may say nothing.</summary>
/// <param name="Time">The time.</param>
/// <param name="Setting">What sets it, for the error that tells of it.</param>
internal readonly record struct SilenceLimit(TimeSpan Time, string Setting);
