namespace Tracehouse.Gateway.Resilience;

/// <summary>When a target is left alone.</summary>
/// <param name="Failures">After so many failures without a success between them; zero for never.</param>
/// <param name="Window">Within this time.</param>
/// <param name="Pause">For so long; then one call may see whether it is well again.</param>
internal readonly record struct CircuitPolicy(int Failures, TimeSpan Window, TimeSpan Pause);
