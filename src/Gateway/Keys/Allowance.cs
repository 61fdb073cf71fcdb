namespace Tracehouse.Gateway.Keys;

/// <summary>What is left of a limit per minute.</summary>
/// <param name="Limit">The whole.</param>
/// <param name="Left">What may be taken now; below zero after an excess.</param>
/// <param name="UntilFull">How long until the whole is there again.</param>
internal readonly record struct Allowance(int Limit, double Left, TimeSpan UntilFull);
