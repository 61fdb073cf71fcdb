using System.Collections.Frozen;
using System.Text.Json;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation;

/// <summary>What a chat request may ask for that only OpenAI's format has: what changes the answer is refused, what is a mere hint is left out.</summary>
internal static class Inexpressible
{
    /// <summary>What does not change what an answer is, but at most how it is made or kept.</summary>
    public static FrozenSet<string> Hints { get; } = FrozenSet.Create(
        "seed", "store", "prediction", "verbosity", "prompt_cache_key", "prompt_cache_retention", "safety_identifier", "user", "metadata", "stream_options", "parallel_tool_calls");

    /// <summary>What is refused when it asks for something.</summary>
    public static FrozenSet<string> Refused { get; } = FrozenSet.Create(
        "n", "logprobs", "top_logprobs", "logit_bias", "presence_penalty", "frequency_penalty", "audio", "modalities", "functions", "function_call", "web_search_options");

    /// <summary>Null when all that is asked can be expressed.</summary>
    public static RequestFault? Find(ChatAsk ask)
    {
        foreach (var name in Refused)
        {
            if (ask.Get(name) is { } value && Asks(name, value))
            {
                return new RequestFault(Explain(name), name);
            }
        }

        return null;
    }

    private static bool Asks(string name, JsonElement value) => name switch
    {
        "n" => value.ValueKind != JsonValueKind.Number || value.GetDouble() != 1,
        "modalities" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(modality => modality.Text() != "text"),
        _ => value.ValueKind switch
        {
            JsonValueKind.False => false,
            JsonValueKind.Number => value.GetDouble() != 0,
            JsonValueKind.Object => name is "audio" or "web_search_options" || value.EnumerateObject().Any(),
            JsonValueKind.Array => value.GetArrayLength() > 0,
            JsonValueKind.String => name != "function_call" || value.Text() is not ("none" or "auto"),
            _ => true,
        },
    };

    private static string Explain(string name) => name switch
    {
        "n" => "n must be 1: this provider gives one answer to a request.",
        "functions" or "function_call" => $"{name} is not translated for this provider; use tools and tool_choice.",
        "web_search_options" => "web_search_options is not translated for this provider; offer its own tool for searching in tools.",
        _ => $"{name} cannot be expressed for this provider; leave it out.",
    };
}
