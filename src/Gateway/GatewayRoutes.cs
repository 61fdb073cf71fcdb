using Tracehouse.Records;

namespace Tracehouse.Gateway;

/// <summary>What the gateway's door answers, for the description of the API. Keys of providers stand there too, and are described where the other door maps them.</summary>
internal static class GatewayRoutes
{
    public static IReadOnlyList<ListedRoute> All { get; } =
    [
        new("POST", "/v1/chat/completions", "Call a chat model"),
        new("POST", "/v1/responses", "Call a model through OpenAI's Responses API"),
        new("POST", "/v1/completions", "Complete a text"),
        new("POST", "/v1/embeddings", "Embed texts"),
        new("POST", "/v1/messages", "Call a model through Anthropic's Messages API"),
        new("POST", "/v1/messages/count_tokens", "Count the tokens of a call of Anthropic's Messages API"),
        new("POST", "/v1/moderations", "Moderate; goes through as it is"),
        new("POST", "/v1/images/{path}", "Make or change images; goes through as it is"),
        new("POST", "/v1/audio/{path}", "Speak or transcribe; goes through as it is"),
        new("GET", "/providers/{provider}/{path}", "Call any address of a provider; goes through as it is"),
        new("POST", "/providers/{provider}/{path}", "Call any address of a provider; goes through as it is"),
        new("GET", "/v1/models", "List models"),
        new("GET", "/v1/models/{id}", "Get a model"),
        new("POST", OpenTracyEndpoints.Route, "Choose a model for a prompt"),
        new("GET", "/v1/metrics", "Count the calls since the start"),
        new("GET", "/v1/metrics/recent", "List the newest calls"),
        new("POST", "/v1/metrics/reset", "Count calls from zero"),
        new("GET", "/v1/cache", "Tell how full the cache is and how often it helped"),
        new("POST", "/v1/cache/clear", "Forget all cached answers"),
        new("GET", "/stats", "Count how often each model was chosen"),
        new("POST", "/stats/reset", "Count choices from zero"),
        new("GET", "/health", "Tell whether the server is up"),
    ];
}
