using System.Collections.Frozen;

namespace Tracehouse.Ingest.GenAi.Words;

/// <summary>Who ran a model, by the names that the gateway uses.</summary>
internal static class ProviderNames
{
    /// <summary>Names of frameworks, which say nothing about who ran the model.</summary>
    private static readonly FrozenSet<string> Frameworks = FrozenSet.ToFrozenSet(
        ["langchain", "langgraph", "llamaindex", "llama_index", "mastra", "crewai", "autogen", "semantic_kernel", "strands-agents", "strands agents", "strands",
         "pydantic_ai", "pydantic-ai", "google_adk", "haystack", "dspy", "gcp.vertex.agent", "unknown", "_other", "custom", "null"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Aliases = Table(
        ("azure", "azure.ai.openai az.ai.openai azure_openai azure-openai azureopenai azure.ai.inference az.ai.inference azure_ai "
            + "azure_ai_inference azure.openai azure"),
        ("bedrock", "aws.bedrock aws_bedrock amazon-bedrock amazon_bedrock bedrock_converse aws aws-bedrock"),
        ("gemini", "gcp.gemini gcp.gen_ai google google_genai google-genai googleai google.generative-ai google_generativeai google-gla google_ai"),
        ("vertex", "gcp.vertex_ai vertex_ai vertexai google.vertex google-vertex google_vertexai googlevertexai"),
        ("mistral", "mistral_ai mistralai"),
        ("xai", "x_ai x-ai x.ai grok"),
        ("moonshot", "moonshot_ai moonshotai"),
        ("watsonx", "ibm.watsonx.ai ibm_watsonx watsonx.ai"),
        ("together", "together_ai togetherai together.ai"),
        ("fireworks", "fireworks_ai fireworks.ai"));

    /// <summary>How models' names begin, by who makes them.</summary>
    private static readonly (string Beginning, string Provider)[] Models =
    [
        ("gpt-", "openai"), ("chatgpt-", "openai"), ("o1", "openai"), ("o3", "openai"), ("o4", "openai"), ("text-embedding-3", "openai"),
        ("text-embedding-ada", "openai"), ("dall-e", "openai"), ("whisper-", "openai"), ("claude", "anthropic"), ("gemini", "gemini"),
        ("mistral", "mistral"), ("codestral", "mistral"), ("ministral", "mistral"), ("magistral", "mistral"), ("deepseek", "deepseek"),
        ("grok", "xai"), ("command-", "cohere"), ("sonar", "perplexity"),
    ];

    /// <summary>The gateway's name of a provider; null when the name says nothing about who ran the model.</summary>
    public static string? Canonical(string name)
    {
        name = name.Trim();
        if (name.Length == 0 || Frameworks.Contains(name))
        {
            return null;
        }

        if (Aliases.TryGetValue(name, out var known))
        {
            return known;
        }

        // Some write the kind of the model behind a stop: openai.chat, anthropic.messages.
        var stop = name.IndexOf('.', StringComparison.Ordinal);
        var first = stop > 0 ? name[..stop] : name;
        return Aliases.TryGetValue(first, out known) ? known : first.ToLowerInvariant();
    }

    /// <summary>Who makes the model of this name; null when that cannot be told.</summary>
    public static string? OfModel(string model)
    {
        foreach (var (beginning, provider) in Models)
        {
            if (model.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            {
                return provider;
            }
        }

        return null;
    }

    private static FrozenDictionary<string, string> Table(params (string Name, string Others)[] rows) => rows
        .SelectMany(row => row.Others.Split(' ').Select(other => KeyValuePair.Create(other, row.Name)))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
