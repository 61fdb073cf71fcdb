using System.Globalization;
using System.Text;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation;

/// <summary>
/// Writes an answer as <c>chat.completion.chunk</c> events, each when it is told. What it is told are JSON values as the provider wrote them.
/// </summary>
internal sealed class ChatChunkWriter(PooledBytes output, long created, bool wantsUsage)
{
    private byte[] _head = Head("null"u8, "null"u8, created);
    private int _toolCalls;

    /// <summary>What the answer is called and which model gives it: JSON strings, or nothing.</summary>
    public void Start(ReadOnlySpan<byte> id, ReadOnlySpan<byte> model)
    {
        _head = Head(id.IsEmpty ? "null"u8 : id, model.IsEmpty ? "null"u8 : model, created);
        BeginDelta();
        output.Write("\"role\":\"assistant\",\"content\":\"\""u8);
        EndDelta();
    }

    /// <summary>A piece of what is said: a JSON string.</summary>
    public void Text(ReadOnlySpan<byte> text) => Delta("\"content\":"u8, text);

    /// <summary>A piece of what is thought: a JSON string.</summary>
    public void Reasoning(ReadOnlySpan<byte> text) => Delta("\"reasoning_content\":"u8, text);

    /// <summary>Begins a tool call, whose id and name are JSON strings. Returns its index, by which its arguments are told.</summary>
    public int StartToolCall(ReadOnlySpan<byte> id, ReadOnlySpan<byte> name)
    {
        var index = _toolCalls++;
        BeginToolCall(index);
        output.Write(",\"id\":"u8);
        output.Write(id.IsEmpty ? "null"u8 : id);
        output.Write(",\"type\":\"function\",\"function\":{\"name\":"u8);
        output.Write(name.IsEmpty ? "null"u8 : name);
        output.Write(",\"arguments\":\"\"}}]"u8);
        EndDelta();
        return index;
    }

    /// <summary>A piece of the arguments of a tool call: a JSON string.</summary>
    public void ToolArguments(int index, ReadOnlySpan<byte> piece)
    {
        BeginToolCall(index);
        output.Write(",\"function\":{\"arguments\":"u8);
        output.Write(piece);
        output.Write("}}]"u8);
        EndDelta();
    }

    /// <summary>Something that OpenAI's format has no place for, kept with the message.</summary>
    public void Keep(string name, ReadOnlySpan<byte> json) => Delta(Encoding.UTF8.GetBytes($"\"{name}\":"), json);

    /// <summary>Why it ended, in OpenAI's word. What is kept with the choice besides are names and JSON values.</summary>
    public void Finish(string reason, params ReadOnlySpan<(string Name, byte[] Json)> kept)
    {
        BeginDelta();
        output.Write("},\"finish_reason\":\""u8);
        output.Write(Encoding.UTF8.GetBytes(reason));
        output.Write("\""u8);
        foreach (var (name, json) in kept)
        {
            output.Write(Encoding.UTF8.GetBytes($",\"{name}\":"));
            WriteOnOneLine(json);
        }

        output.Write("}]}\n\n"u8);
    }

    /// <summary>Token counts, in an event of their own; nothing when they were not asked for.</summary>
    public void Usage(ChatUsage usage)
    {
        if (!wantsUsage)
        {
            return;
        }

        using var counts = new PooledBytes();
        using (var json = ChatJson.Write(counts))
        {
            usage.WriteTo(json);
        }

        output.Write(_head);
        output.Write("],\"usage\":"u8);
        WriteOnOneLine(counts.Span);
        output.Write("}\n\n"u8);
    }

    public void Error(OpenAiError error)
    {
        output.Write("data: "u8);
        error.WriteTo(output);
        output.Write("\n\n"u8);
    }

    /// <summary>Says nothing, but that the provider is still there.</summary>
    public void Ping() => output.Write(": ping\n\n"u8);

    /// <summary>Says that the answer is whole.</summary>
    public void Done() => output.Write("data: [DONE]\n\n"u8);

    private void Delta(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json)
    {
        BeginDelta();
        output.Write(name);
        WriteOnOneLine(json);
        EndDelta();
    }

    private void BeginToolCall(int index)
    {
        BeginDelta();
        output.Write("\"tool_calls\":[{\"index\":"u8);
        output.Write(Encoding.UTF8.GetBytes(index.ToString(CultureInfo.InvariantCulture)));
    }

    private void BeginDelta()
    {
        output.Write(_head);
        output.Write("{\"index\":0,\"delta\":{"u8);
    }

    private void EndDelta() => output.Write("},\"finish_reason\":null}]}\n\n"u8);

    /// <summary>Between the values of JSON a line may end, and in an event it must not.</summary>
    private void WriteOnOneLine(ReadOnlySpan<byte> json)
    {
        while (json.IndexOfAny((byte)'\n', (byte)'\r') is >= 0 and var end)
        {
            output.Write(json[..end]);
            output.Write(" "u8);
            json = json[(end + 1)..];
        }

        output.Write(json);
    }

    private static byte[] Head(ReadOnlySpan<byte> id, ReadOnlySpan<byte> model, long created) =>
    [
        .. "data: {\"id\":"u8, .. id, .. ",\"object\":\"chat.completion.chunk\",\"created\":"u8,
        .. Encoding.UTF8.GetBytes(created.ToString(CultureInfo.InvariantCulture)), .. ",\"model\":"u8, .. model, .. ",\"choices\":["u8,
    ];
}
