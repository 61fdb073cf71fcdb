namespace Tracehouse.Gateway.Routing;

/// <summary>One provider as the operator writes it, under <c>Providers:&lt;name&gt;</c>.</summary>
public sealed class ProviderOptions
{
    /// <summary>Where its OpenAI-compatible API lives, such as <c>https://api.openai.com/v1</c>; at Azure, the endpoint of the resource. Unset means the address that is built in.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>The key to call it with. Unset means the one in the environment, or else the caller's own.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The version of the API at Azure. Any provider for which it is set is a resource of Azure's.</summary>
    public string? ApiVersion { get; set; }

    /// <summary>The model in each deployment at Azure, for its price.</summary>
    public Dictionary<string, string> Deployments { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The region of Bedrock. Any provider for which it is set is Bedrock.</summary>
    public string? Region { get; set; }

    /// <summary>Whether to ask for token counts in streams. False for an upstream that refuses <c>stream_options</c>.</summary>
    public bool? StreamUsage { get; set; }
}
