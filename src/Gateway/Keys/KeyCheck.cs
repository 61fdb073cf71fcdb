namespace Tracehouse.Gateway.Keys;

/// <summary>What became of a credential: a key, or why it opens nothing.</summary>
/// <param name="Key">The key; null when it opens nothing.</param>
/// <param name="Fault">Why, for the caller; empty with a key.</param>
public readonly record struct KeyCheck(ApiKey? Key, string Fault);
