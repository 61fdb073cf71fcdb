using System.Text.Json;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation.Bedrock;

/// <summary>
/// Translates the events of a streamed answer, each as it comes. Token counts come after the end of the message, so that end is told together with them:
/// who has the one has the other.
/// </summary>
internal sealed class ConverseStream(ChatChunkWriter chunks, byte[] id, byte[] model, int eventBytesMax) : StreamTranslator
{
    private readonly EventStreamReader _reader = new(eventBytesMax);
    private readonly Dictionary<int, ConverseBlock> _blocks = [];
    private (string Reason, (string Name, byte[] Json)[] Kept)? _ending;
    private bool _isStopped;

    public override void Take(ReadOnlySpan<byte> piece)
    {
        while (!IsOver && _reader.Next(ref piece) is { } message)
        {
            Translate(message);
        }

        if (!IsOver && _reader.Fault is { } fault)
        {
            Fail(Invalid(fault));
        }
    }

    public override void End()
    {
        if (_isStopped && !IsOver && !_reader.IsWithinMessage)
        {
            TellEnding();
            chunks.Done();
        }
    }

    public override void Dispose()
    {
        _reader.Dispose();
        foreach (var block in _blocks.Values)
        {
            block.Dispose();
        }
    }

    private static OpenAiError Invalid(string message) => new(message, "server_error", "upstream_invalid");

    private void Translate(EventMessage message)
    {
        if (message.Kind is "exception" or "error")
        {
            Fail(ConverseError.Read(message));
            return;
        }

        try
        {
            using var json = JsonDocument.Parse(message.Payload, JsonPieces.Deep);
            Translate(message.Name, json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            Fail(Invalid("The provider sent an event that is not valid JSON."));
        }
    }

    private void Translate(string name, JsonElement data)
    {
        switch (name)
        {
            case "messageStart":
                chunks.Start(id, model);
                break;
            case "contentBlockStart":
                BlockOf(data).Start(data.Get("start") ?? default, chunks);
                break;
            case "contentBlockDelta":
                Continue(data);
                break;
            case "contentBlockStop":
                BlockOf(data).End(chunks);
                break;
            case "messageStop":
                Stop(data);
                break;
            case "metadata":
                Finish(data);
                break;
            default:
                chunks.Ping();
                break;
        }
    }

    private void Continue(JsonElement data)
    {
        var block = BlockOf(data);
        block.Continue(data.Get("delta") ?? default, chunks);
        if (block.KeptBytes > eventBytesMax)
        {
            Fail(Invalid($"A block of the provider's answer is larger than {eventBytesMax} bytes (setting Gateway:TranslatedEventBytesMax)."));
        }
    }

    private ConverseBlock BlockOf(JsonElement data)
    {
        var index = (int)(data.GetCount("contentBlockIndex") ?? 0);
        return _blocks.TryGetValue(index, out var block) ? block : _blocks[index] = new ConverseBlock(index);
    }

    private void Stop(JsonElement data)
    {
        _isStopped = true;
        var reason = data.GetText("stopReason");
        var kept = from property in data.EnumerateObject()
                   where property.Value.ValueKind != JsonValueKind.Null && property.Name != "p"
                   select (property.Name == "stopReason" ? "native_finish_reason" : property.Name, property.Value.Raw().ToArray());
        _ending = (ConverseStop.Translate(reason), kept.ToArray());
    }

    private void TellEnding()
    {
        if (_ending is var (reason, kept))
        {
            chunks.Finish(reason, kept);
            _ending = null;
        }
    }

    /// <summary>Tells the token counts, and with them what else was kept for the end.</summary>
    private void Finish(JsonElement data)
    {
        TellEnding();
        var usage = ConverseUsage.Read(data.Get("usage") ?? default);
        var others = from property in data.EnumerateObject()
                     where property.Name is not ("usage" or "p") && property.Value.ValueKind != JsonValueKind.Null
                     select (property.Name, property.Value.Raw().ToArray());
        chunks.Usage(usage with { Others = [.. usage.Others, .. others] });
    }

    private void Fail(OpenAiError error)
    {
        chunks.Error(error);
        IsOver = true;
    }
}
