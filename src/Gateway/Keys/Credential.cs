namespace Tracehouse.Gateway.Keys;

/// <summary>What a request shows to be let in.</summary>
/// <param name="Header">The header that it stood in.</param>
/// <param name="Secret">The secret half.</param>
/// <param name="Public">The public half; null when only the secret was shown.</param>
internal readonly record struct Credential(string Header, string Secret, string? Public);
