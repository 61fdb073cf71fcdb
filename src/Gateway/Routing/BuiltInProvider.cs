using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Routing;

/// <summary>A provider that needs no more than a key, or not even that.</summary>
/// <param name="Name">What stands before the slash in a model's name.</param>
/// <param name="BaseUrl">Where its API lives; null when it has not one for everybody.</param>
/// <param name="KeyVariable">The environment variable that holds its key.</param>
/// <param name="PriceName">Its name in the price table.</param>
internal sealed record BuiltInProvider(string Name, string? BaseUrl, string KeyVariable, string PriceName)
{
    /// <summary>The environment variables that say where it is, the first of them before the others; only agreed names.</summary>
    public IReadOnlyList<string> BaseUrlVariables { get; private init; } = [];

    /// <summary>Whether it runs on this machine unless said otherwise, and wants no key.</summary>
    public bool IsLocal { get; private init; }

    /// <summary>Whether models are called by the names of their deployments there.</summary>
    public bool HasDeployments { get; private init; }

    /// <summary>Whether it counts tokens in a stream only when asked. The others always do, and some refuse the question.</summary>
    public bool StreamUsage { get; private init; } = true;

    /// <summary>The API that it has.</summary>
    public WireFormat Format { get; private init; }

    public static IReadOnlyList<BuiltInProvider> All { get; } =
    [
        new("openai", "https://api.openai.com/v1", "OPENAI_API_KEY", "openai") { BaseUrlVariables = ["OPENAI_BASE_URL"] },
        new("anthropic", "https://api.anthropic.com", "ANTHROPIC_API_KEY", "anthropic") { BaseUrlVariables = ["ANTHROPIC_BASE_URL"], Format = WireFormat.Anthropic },
        new("azure", null, "AZURE_OPENAI_API_KEY", "azure") { BaseUrlVariables = ["AZURE_OPENAI_ENDPOINT"], HasDeployments = true },
        new("bedrock", null, "AWS_ACCESS_KEY_ID", "aws") { BaseUrlVariables = ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"], Format = WireFormat.Bedrock },
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
        new("ollama", "http://127.0.0.1:11434/v1", "OLLAMA_API_KEY", "ollama") { BaseUrlVariables = ["OLLAMA_BASE_URL", "OLLAMA_HOST"], IsLocal = true },
        new("vllm", "http://127.0.0.1:8000/v1", "VLLM_API_KEY", "vllm") { BaseUrlVariables = ["VLLM_BASE_URL"], IsLocal = true },
        new("lmstudio", "http://127.0.0.1:1234/v1", "LMSTUDIO_API_KEY", "lmstudio") { BaseUrlVariables = ["LMSTUDIO_BASE_URL"], IsLocal = true },
    ];

    /// <summary>The provider that these settings are for: a further resource of Azure's is told by the version of its API, and Bedrock in a further region by that.</summary>
    public static BuiltInProvider? Find(string name, ProviderOptions settings) =>
        Find(name) ?? (settings.ApiVersion is not null ? Find("azure") : settings.Region is not null ? Find("bedrock") : null);

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
