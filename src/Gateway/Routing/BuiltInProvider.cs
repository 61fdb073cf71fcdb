using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Routing;

/// <summary>A provider that needs no more than a key.</summary>
/// <param name="Name">What stands before the slash in a model's name.</param>
/// <param name="BaseUrl">Where its API lives.</param>
/// <param name="KeyVariable">The environment variable that holds its key.</param>
/// <param name="PriceName">Its name in the price table.</param>
internal sealed record BuiltInProvider(string Name, string BaseUrl, string KeyVariable, string PriceName)
{
    /// <summary>The environment variable that moves it elsewhere; only those of OpenAI and Anthropic are agreed names.</summary>
    public string? BaseUrlVariable { get; private init; }

    /// <summary>Whether it counts tokens in a stream only when asked. The others always do, and some refuse the question.</summary>
    public bool StreamUsage { get; private init; } = true;

    /// <summary>The API that it has.</summary>
    public WireFormat Format { get; private init; }

    public static IReadOnlyList<BuiltInProvider> All { get; } =
    [
        new("openai", "https://api.openai.com/v1", "OPENAI_API_KEY", "openai") { BaseUrlVariable = "OPENAI_BASE_URL" },
        new("anthropic", "https://api.anthropic.com", "ANTHROPIC_API_KEY", "anthropic") { BaseUrlVariable = "ANTHROPIC_BASE_URL", Format = WireFormat.Anthropic },
        new("groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY", "groq"),
        new("mistral", "https://api.mistral.ai/v1", "MISTRAL_API_KEY", "mistral") { StreamUsage = false },
        new("deepseek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY", "deepseek"),
        new("perplexity", "https://api.perplexity.ai", "PERPLEXITY_API_KEY", "perplexity") { StreamUsage = false },
        new("cerebras", "https://api.cerebras.ai/v1", "CEREBRAS_API_KEY", "cerebras"),
        new("sambanova", "https://api.sambanova.ai/v1", "SAMBANOVA_API_KEY", "sambanova"),
        new("together", "https://api.together.xyz/v1", "TOGETHER_API_KEY", "together"),
        new("fireworks", "https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY", "fireworks"),
        new("gemini", "https://generativelanguage.googleapis.com/v1beta/openai", "GEMINI_API_KEY", "google"),
        new("cohere", "https://api.cohere.com/compatibility/v1", "COHERE_API_KEY", "cohere"),
        new("openrouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY", "openrouter"),
        new("xai", "https://api.x.ai/v1", "XAI_API_KEY", "x-ai"),
    ];

    /// <summary>Providers that people will ask for, and whose formats the gateway does not speak.</summary>
    public static IReadOnlyList<string> NotSpoken { get; } = ["azure", "bedrock"];

    public static BuiltInProvider? Find(string name)
    {
        foreach (var provider in All)
        {
            if (provider.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return provider;
            }
        }

        return null;
    }
}
