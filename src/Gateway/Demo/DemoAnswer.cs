using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Tracehouse.Gateway.Demo;

/// <summary>What the demo answers: the same to the same request, in the shape of the OpenAI chat API.</summary>
internal sealed class DemoAnswer
{
    private const int LettersPerToken = 4;
    private const string Fingerprint = "tracehouse-demo";

    private readonly string _id;
    private readonly long _created;
    private readonly string _text;
    private readonly JsonObject? _tool;
    private readonly int _promptTokens;
    private readonly bool _wantsUsage;

    private DemoAnswer(JsonObject request, DateTimeOffset now)
    {
        var messages = request["messages"] as JsonArray ?? [];
        var last = messages.Count > 0 ? messages[^1] as JsonObject : null;
        var role = TextOf(last?["role"]);
        Model = TextOf(request["model"]);
        IsStream = IsTrue(request["stream"]);
        _created = now.ToUnixTimeSeconds();
        _promptTokens = CountTokens(messages.ToJsonString());
        _id = $"chatcmpl-demo{Hash(messages.ToJsonString())}";
        _wantsUsage = IsTrue((request["stream_options"] as JsonObject)?["include_usage"]);
        _tool = role == "user" && request["tools"] is JsonArray { Count: > 0 } tools ? (tools[0] as JsonObject)?["function"] as JsonObject : null;
        _text = role == "tool"
            ? $"This is Tracehouse's built-in demo; no model was asked. The tool said: {ContentOf(last)}"
            : $"This is Tracehouse's built-in demo; no model was asked. You said: {ContentOf(LastOfUser(messages))}";
    }

    public string Model { get; }

    public bool IsStream { get; }

    private string FinishReason => _tool is null ? "stop" : "tool_calls";

    public static DemoAnswer To(JsonObject request, DateTimeOffset now) => new(request, now);

    public JsonObject ToCompletion()
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = _tool is null ? _text : null };
        if (_tool is not null)
        {
            message["tool_calls"] = new JsonArray(ToolCall(withIndex: false));
        }

        var choice = new JsonObject { ["index"] = 0, ["message"] = message, ["logprobs"] = null, ["finish_reason"] = FinishReason };
        var completion = Envelope("chat.completion", choice);
        completion["usage"] = Usage();
        return completion;
    }

    public IEnumerable<JsonObject> ToChunks()
    {
        yield return Chunk(new JsonObject { ["role"] = "assistant", ["content"] = _tool is null ? "" : null }, null);
        if (_tool is not null)
        {
            yield return Chunk(new JsonObject { ["tool_calls"] = new JsonArray(ToolCall(withIndex: true)) }, null);
        }
        else
        {
            for (var at = 0; at < _text.Length;)
            {
                var space = _text.IndexOf(' ', at);
                var end = space < 0 ? _text.Length : space + 1;
                yield return Chunk(new JsonObject { ["content"] = _text[at..end] }, null);
                at = end;
            }
        }

        yield return Chunk([], FinishReason);
        if (_wantsUsage)
        {
            var last = Envelope("chat.completion.chunk");
            last["usage"] = Usage();
            yield return last;
        }
    }

    private JsonObject Chunk(JsonObject delta, string? finishReason) =>
        Envelope("chat.completion.chunk", new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finishReason });

    private JsonObject Envelope(string kind, params JsonNode[] choices) => new()
    {
        ["id"] = _id,
        ["object"] = kind,
        ["created"] = _created,
        ["model"] = Model,
        ["system_fingerprint"] = Fingerprint,
        ["choices"] = new JsonArray(choices),
    };

    private JsonObject ToolCall(bool withIndex)
    {
        var call = new JsonObject
        {
            ["id"] = _id.Replace("chatcmpl-demo", "call_demo", StringComparison.Ordinal),
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = TextOf(_tool!["name"]), ["arguments"] = DemoArguments.For(_tool["parameters"]).ToJsonString() },
        };
        if (withIndex)
        {
            call.Insert(0, "index", 0);
        }

        return call;
    }

    private JsonObject Usage()
    {
        var completionTokens = CountTokens(_tool is null ? _text : ToolCall(withIndex: false).ToJsonString());
        return new JsonObject
        {
            ["prompt_tokens"] = _promptTokens,
            ["completion_tokens"] = completionTokens,
            ["total_tokens"] = _promptTokens + completionTokens,
        };
    }

    private static JsonObject? LastOfUser(JsonArray messages) => messages.OfType<JsonObject>().LastOrDefault(message => TextOf(message["role"]) == "user");

    private static string ContentOf(JsonObject? message) => message?["content"] is JsonArray parts
        ? string.Join("\n", parts.OfType<JsonObject>().Select(part => TextOf(part["text"])).Where(text => text.Length > 0))
        : TextOf(message?["content"]);

    private static bool IsTrue(JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var isTrue) && isTrue;

    private static string TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private static int CountTokens(string text) => Math.Max(1, (text.Length + LettersPerToken - 1) / LettersPerToken);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
