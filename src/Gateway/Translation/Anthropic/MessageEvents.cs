using System.Text.Json;

namespace Tracehouse.Gateway.Translation.Anthropic;

/// <summary>Translates the events of a streamed answer, each as it comes.</summary>
internal sealed class MessageEvents(ChatChunkWriter chunks, int eventBytesMax) : EventTranslator(chunks, eventBytesMax)
{
    private readonly int _blockBytesMax = eventBytesMax;
    private readonly Dictionary<long, StreamedBlock> _blocks = [];
    private readonly MessageUsage _usage = new();
    private bool _hasFinished;
    private bool _isDone;

    public override void Dispose()
    {
        base.Dispose();
        foreach (var block in _blocks.Values)
        {
            block.Dispose();
        }
    }

    protected override void Translate(JsonElement data)
    {
        if (_isDone)
        {
            return;
        }

        switch (data.GetText("type"))
        {
            case "message_start":
                Start(data.Get("message") ?? default);
                break;
            case "content_block_start":
                StartBlock(data);
                break;
            case "content_block_delta":
                ContinueBlock(data);
                break;
            case "content_block_stop":
                EndBlock(data);
                break;
            case "message_delta":
                Change(data);
                break;
            case "message_stop":
                Stop();
                break;
            case "error":
                Fail(MessageError.Translate(data.Get("error") ?? default));
                break;
            default:
                Chunks.Ping();
                break;
        }
    }

    private void Start(JsonElement message)
    {
        _usage.Read(message.Get("usage"));
        Chunks.Start(message.GetRaw("id"), message.GetRaw("model"));
    }

    private void StartBlock(JsonElement data)
    {
        if (data.GetCount("index") is { } index && data.Get("content_block") is { } start)
        {
            if (_blocks.Remove(index, out var before))
            {
                before.Dispose();
            }

            _blocks[index] = StreamedBlock.Start(index, start, Chunks);
        }
    }

    private void ContinueBlock(JsonElement data)
    {
        if (data.GetCount("index") is { } index && _blocks.TryGetValue(index, out var block) && data.Get("delta") is { } delta)
        {
            block.Continue(delta, Chunks);
            if (block.KeptBytes > _blockBytesMax)
            {
                Fail($"A block of the provider's answer is larger than {_blockBytesMax} bytes (setting Gateway:TranslatedEventBytesMax).");
            }
        }
    }

    private void EndBlock(JsonElement data)
    {
        if (data.GetCount("index") is { } index && _blocks.Remove(index, out var block))
        {
            block.End(Chunks);
            block.Dispose();
        }
    }

    /// <summary>Tells why the answer ended, and what else became of the message.</summary>
    private void Change(JsonElement data)
    {
        _usage.Read(data.Get("usage"));
        var delta = data.Get("delta") ?? default;
        if (delta.GetText("stop_reason") is not { } reason)
        {
            return;
        }

        var kept = new List<(string Name, byte[] Json)>();
        foreach (var property in delta.EnumerateObject().Concat(data.EnumerateObject().Where(property => property.Name is not ("type" or "delta" or "usage"))))
        {
            if (property.Value.ValueKind != JsonValueKind.Null)
            {
                kept.Add((property.Name == "stop_reason" ? "native_finish_reason" : property.Name, property.Value.Raw().ToArray()));
            }
        }

        _hasFinished = true;
        Chunks.Finish(StopReason.Translate(reason), kept.ToArray());
    }

    private void Stop()
    {
        if (!_hasFinished)
        {
            Chunks.Finish("stop");
        }

        Chunks.Usage(_usage.ToUsage());
        Chunks.Done();
        _isDone = true;
    }
}
