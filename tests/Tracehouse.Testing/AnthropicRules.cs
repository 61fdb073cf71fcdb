using System.Text.Json.Nodes;

namespace Tracehouse.Testing;

/// <summary>The rules of Anthropic's messages endpoint that a translation is most likely to break.</summary>
internal static class AnthropicRules
{
    private static readonly HashSet<string> Properties =
    [
        "model", "messages", "max_tokens", "system", "tools", "tool_choice", "stop_sequences", "temperature", "top_p", "top_k", "metadata", "stream", "thinking",
        "output_config", "service_tier", "container", "cache_control",
    ];

    /// <summary>What is wrong with a request; null when nothing is.</summary>
    public static string? Find(ReceivedRequest received)
    {
        var request = JsonNode.Parse(received.Body)!.AsObject();
        if (!received.Headers.ContainsKey("x-api-key") || received.Headers.ContainsKey("Authorization") || !received.Headers.ContainsKey("anthropic-version"))
        {
            return "headers: x-api-key and anthropic-version are needed, and no Authorization";
        }

        if (request.FirstOrDefault(property => !Properties.Contains(property.Key)).Key is { } unknown)
        {
            return $"{unknown}: Extra inputs are not permitted";
        }

        return request["max_tokens"] is JsonValue ? FindInMessages(request["messages"]!.AsArray()) : "max_tokens: Field required";
    }

    private static string? FindInMessages(JsonArray messages)
    {
        var open = new HashSet<string>();
        var lastRole = "assistant";
        foreach (var message in messages)
        {
            var role = (string)message!["role"]!;
            var blocks = message["content"] as JsonArray ?? [];
            if (role == lastRole)
            {
                return $"messages: two {role} messages follow one another";
            }

            var results = blocks.TakeWhile(block => (string?)block!["type"] == "tool_result").Select(block => (string)block!["tool_use_id"]!).ToHashSet();
            if (role == "user" && !results.SetEquals(open))
            {
                return "messages: tool_use ids were found without tool_result blocks immediately after";
            }

            open = [.. blocks.Where(block => (string?)block!["type"] == "tool_use").Select(block => (string)block!["id"]!)];
            lastRole = role;
        }

        return null;
    }
}
