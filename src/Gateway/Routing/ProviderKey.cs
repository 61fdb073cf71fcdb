using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Routing;

/// <summary>How a provider is told who calls.</summary>
/// <param name="Header">The header that it reads.</param>
/// <param name="Value">The whole header to send; null to pass the caller's on.</param>
/// <param name="Wish">How a caller sends its own.</param>
internal sealed record ProviderKey(string Header, string? Value, string Wish)
{
    /// <summary>A key that is empty or null is none.</summary>
    public static ProviderKey Of(WireFormat format, string? key) => format switch
    {
        WireFormat.Anthropic => new ProviderKey("x-api-key", string.IsNullOrEmpty(key) ? null : key, "the header x-api-key"),
        _ => new ProviderKey("Authorization", string.IsNullOrEmpty(key) ? null : $"Bearer {key}", "a Bearer token"),
    };

    /// <summary>The same header with another key; null or an empty one passes the caller's on.</summary>
    public ProviderKey With(string? key) => this with { Value = string.IsNullOrEmpty(key) ? null : Header == "Authorization" ? $"Bearer {key}" : key };

    /// <summary>The key of a resource at Azure, which callers may also replace by a token of Entra's.</summary>
    public static ProviderKey OfAzure(string? key) => new("api-key", string.IsNullOrEmpty(key) ? null : key, "the header api-key or a Bearer token of Entra's");
}
