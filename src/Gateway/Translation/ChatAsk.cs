using System.Text.Json;

namespace Tracehouse.Gateway.Translation;

/// <summary>A chat request of OpenAI's, for whoever translates it into another format.</summary>
internal sealed class ChatAsk : IDisposable
{
    private readonly JsonDocument _document;

    private ChatAsk(JsonDocument document) => _document = document;

    public JsonElement Json => _document.RootElement;

    public string Model => Json.GetText("model") ?? "";

    public bool IsStream => Json.IsTrue("stream");

    /// <summary>Whether the stream is to end with token counts.</summary>
    public bool WantsUsage => Json.Get("stream_options") is { } options && options.IsTrue("include_usage");

    /// <summary>How many tokens the answer may have; null when that was left open.</summary>
    public long? TokensMax => Json.GetCount("max_completion_tokens") ?? Json.GetCount("max_tokens");

    /// <summary>The places where the answer is to stop: one text or a list of them, as texts.</summary>
    public IEnumerable<JsonElement> Stops => Get("stop") is { ValueKind: JsonValueKind.String } one ? [one] : Get("stop").Items();

    public IEnumerable<JsonElement> Tools => Get("tools").Items();

    /// <summary>Whether the model may call several tools at once.</summary>
    public bool AllowsParallelTools => Get("parallel_tool_calls") is not { ValueKind: JsonValueKind.False };

    /// <summary>Who the caller's own user is; null when that was left open.</summary>
    public JsonElement? User => Get("metadata")?.Get("user_id") ?? Get("user") ?? Get("safety_identifier");

    /// <summary>The body must stay as it is until this is disposed. Throws <see cref="JsonException"/> for what is no JSON.</summary>
    public static ChatAsk Read(ReadOnlyMemory<byte> body) => new(JsonDocument.Parse(body, JsonPieces.Deep));

    /// <summary>The value of a property; null when there is none or it is null.</summary>
    public JsonElement? Get(string name) => Json.Get(name);

    public void Dispose() => _document.Dispose();
}
