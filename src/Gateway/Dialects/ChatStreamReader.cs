using System.Text.Encodings.Web;
using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Puts the deltas of a streamed chat answer together again, and those of a completion, which hold their text plainly.</summary>
internal sealed class ChatStreamReader(int bytesMax) : AnswerStreamReader(bytesMax)
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly List<ChatChoice> _choices = [];
    private TokenUsage _usage = TokenUsage.Unknown;
    private string? _model;
    private string? _error;

    // Some upstreams leave out the closing event, and a reason to stop is as good.
    public override bool MayEnd => _choices.Exists(static choice => choice.FinishReason is not null);

    public override ChatAnswer Counts => new() { Model = _model, Usage = _usage };

    public override ChatAnswer ToAnswer()
    {
        _choices.Sort(static (one, other) => one.Index.CompareTo(other.Index));
        return new ChatAnswer
        {
            Model = _model,
            Usage = _usage,
            FinishReason = _choices.Find(static choice => choice.FinishReason is not null)?.FinishReason,
            Text = new Utf8Text(HasContent ? WriteText() : Unread.ToArray()),
            Messages = HasContent ? new Utf8Text(WriteMessages()) : default,
            Error = _error,
            IsTruncated = IsFull,
            IsUnderstood = HasContent || Unread.Length == 0,
        };
    }

    public override void Dispose()
    {
        base.Dispose();
        foreach (var choice in _choices)
        {
            choice.Dispose();
        }
    }

    protected override ByteRange ReadEvent(ref Utf8JsonReader reader, ReadOnlySpan<byte> data)
    {
        var start = (int)reader.TokenStartIndex;
        var hasUsage = false;
        var hasNoChoices = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonText.Is(ref reader, "choices"u8))
            {
                hasNoChoices = ReadChoices(ref reader) == 0;
            }
            else if (JsonText.Is(ref reader, "usage"u8))
            {
                reader.Read();
                hasUsage = reader.TokenType == JsonTokenType.StartObject;
                _usage = hasUsage ? UsageReader.Read(ref reader) : _usage;
            }
            else if (JsonText.Is(ref reader, "model"u8))
            {
                reader.Read();

                // Azure begins with an event about its filters, in which the model has no name.
                _model ??= reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty ? JsonText.Read(ref reader) : null;
                reader.Skip();
            }
            else if (JsonText.Is(ref reader, "error"u8))
            {
                reader.Read();
                _error ??= ErrorReader.Read(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return hasUsage && hasNoChoices ? new ByteRange(start, (int)reader.BytesConsumed) : default;
    }

    /// <summary>Returns how many there were; -1 when it was no array.</summary>
    private int ReadChoices(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return -1;
        }

        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            count++;
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadChoice(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return count;
    }

    private void ReadChoice(ref Utf8JsonReader reader)
    {
        // The index may come after the delta, and is looked up before it.
        if (FindChoice(IndexReader.Peek(reader) ?? 0) is not { } choice)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isDelta = JsonText.Is(ref reader, "delta"u8);
            var isText = JsonText.Is(ref reader, "text"u8);
            var isFinish = JsonText.Is(ref reader, "finish_reason"u8);
            reader.Read();
            if (isDelta && reader.TokenType == JsonTokenType.StartObject && !IsFull)
            {
                HasContent |= choice.ReadDelta(ref reader);
            }
            else if (isText && reader.TokenType == JsonTokenType.String && !IsFull)
            {
                HasContent |= choice.AppendContent(ref reader);
            }
            else if (isFinish && reader.TokenType == JsonTokenType.String)
            {
                choice.FinishReason = JsonText.Read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private ChatChoice? FindChoice(int index)
    {
        foreach (var choice in _choices)
        {
            if (choice.Index == index)
            {
                return choice;
            }
        }

        if (!MayAddTo(_choices.Count))
        {
            return null;
        }

        var added = new ChatChoice(index);
        _choices.Add(added);
        return added;
    }

    private byte[] WriteText()
    {
        using var text = new PooledBytes();
        foreach (var choice in _choices)
        {
            if (choice.Content.IsEmpty)
            {
                continue;
            }

            text.Write(text.Length > 0 ? "\n\n"u8 : default);
            text.Write(choice.Content);
        }

        return text.ToArray();
    }

    private byte[] WriteMessages()
    {
        using var messages = new PooledBytes();
        using var writer = new Utf8JsonWriter(messages, Relaxed);
        writer.WriteStartArray();
        foreach (var choice in _choices)
        {
            choice.WriteTo(writer);
        }

        writer.WriteEndArray();
        writer.Flush();
        return messages.ToArray();
    }
}
