using System.Text.Json;
using Tracehouse.Payloads;

namespace Tracehouse.Gateway.Translation;

/// <summary>
/// Writes an answer as one <c>chat.completion</c>. What it is told are JSON values as the provider wrote them; texts that come in several pieces are joined.
/// </summary>
internal sealed class ChatAnswerWriter(long created) : IDisposable
{
    private readonly PooledBytes _text = new();
    private readonly PooledBytes _reasoning = new();
    private readonly PooledBytes _toolCalls = new();
    private readonly List<(string Name, byte[] Json)> _ofMessage = [];
    private readonly List<(string Name, byte[] Json)> _ofChoice = [];
    private readonly List<(string Name, byte[] Json)> _ofAnswer = [];
    private byte[] _id = [];
    private byte[] _model = [];
    private string? _finishReason;
    private bool _hasText;
    private ChatUsage? _usage;

    /// <summary>What the answer is called and which model gave it: JSON strings, or nothing.</summary>
    public void Start(ReadOnlySpan<byte> id, ReadOnlySpan<byte> model)
    {
        _id = id.ToArray();
        _model = model.ToArray();
    }

    /// <summary>A piece of what is said: the inside of a JSON string.</summary>
    public void Text(ReadOnlySpan<byte> text)
    {
        _hasText = true;
        _text.Write(text);
    }

    /// <summary>A piece of what is thought: the inside of a JSON string.</summary>
    public void Reasoning(ReadOnlySpan<byte> text) => _reasoning.Write(text);

    /// <summary>A tool call: its id and its name as JSON strings, its arguments as a JSON object.</summary>
    public void ToolCall(ReadOnlySpan<byte> id, ReadOnlySpan<byte> name, ReadOnlySpan<byte> arguments)
    {
        _toolCalls.Write(_toolCalls.Length > 0 ? ","u8 : default);
        using var json = ChatJson.Write(_toolCalls);
        json.WriteStartObject();
        json.WriteRaw("id", id);
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteRaw("name", name);
        json.WriteString("arguments"u8, arguments);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Something that OpenAI's format has no place for, kept with the message.</summary>
    public void KeepWithMessage(string name, ReadOnlySpan<byte> json) => _ofMessage.Add((name, json.ToArray()));

    /// <summary>The same, kept with the choice.</summary>
    public void KeepWithChoice(string name, ReadOnlySpan<byte> json) => _ofChoice.Add((name, json.ToArray()));

    /// <summary>The same, kept with the whole answer.</summary>
    public void KeepWithAnswer(string name, ReadOnlySpan<byte> json) => _ofAnswer.Add((name, json.ToArray()));

    /// <summary>Why it ended, in OpenAI's word.</summary>
    public void Finish(string reason) => _finishReason = reason;

    public void Usage(ChatUsage usage) => _usage = usage;

    public void WriteTo(PooledBytes output)
    {
        using var json = ChatJson.Write(output);
        json.WriteStartObject();
        json.WriteRaw("id", _id);
        json.WriteString("object"u8, "chat.completion"u8);
        json.WriteNumber("created"u8, created);
        json.WriteRaw("model", _model);
        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        json.WritePropertyName("message"u8);
        WriteMessage(json);
        json.WriteNull("logprobs"u8);
        json.WriteString("finish_reason"u8, _finishReason);
        WriteKept(json, _ofChoice);
        json.WriteEndObject();
        json.WriteEndArray();
        if (_usage is not null)
        {
            json.WritePropertyName("usage"u8);
            _usage.WriteTo(json);
        }

        WriteKept(json, _ofAnswer);
        json.WriteEndObject();
    }

    public void Dispose()
    {
        _text.Dispose();
        _reasoning.Dispose();
        _toolCalls.Dispose();
    }

    private void WriteMessage(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, "assistant"u8);
        if (_hasText)
        {
            json.WriteRawText("content", _text.Span);
        }
        else
        {
            json.WriteNull("content"u8);
        }

        json.WriteNull("refusal"u8);
        if (_reasoning.Length > 0)
        {
            json.WriteRawText("reasoning_content", _reasoning.Span);
        }

        if (_toolCalls.Length > 0)
        {
            json.WriteStartArray("tool_calls"u8);
            json.WriteRawValue(_toolCalls.Span, skipInputValidation: true);
            json.WriteEndArray();
        }

        WriteKept(json, _ofMessage);
        json.WriteEndObject();
    }

    private static void WriteKept(Utf8JsonWriter json, List<(string Name, byte[] Json)> kept)
    {
        foreach (var (name, value) in kept)
        {
            json.WriteRaw(name, value);
        }
    }
}
