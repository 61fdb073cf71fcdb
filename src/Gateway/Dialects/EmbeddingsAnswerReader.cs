using Tracehouse.Payloads;
using System.Buffers.Text;
using System.Text.Json;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Reads how many vectors an answer holds and how long they are, not the vectors.</summary>
internal sealed class EmbeddingsAnswerReader : WholeAnswerReader
{
    private int? _count;
    private int? _dimensions;

    public ChatAnswer Read(ReadOnlySpan<byte> body, bool isTruncated)
    {
        ReadProperties(body);
        var isUnderstood = _count is not null || Error is not null;
        return new ChatAnswer
        {
            Model = Model,
            Usage = Usage,
            Error = Error,
            Text = isUnderstood ? default : new Utf8Text(body.ToArray()),
            Notes = _count is null ? [] : [("_embeddings", _count), ("_dimensions", _dimensions)],
            ObjectEnd = ObjectEnd,
            Own = Own,
            IsTruncated = isTruncated,
            IsUnderstood = isUnderstood || isTruncated,
        };
    }

    /// <summary>Nothing is generated, and a price is only worked out of counts that are known.</summary>
    protected override void ReadUsage(ref Utf8JsonReader reader)
    {
        base.ReadUsage(ref reader);
        Usage = Usage.Input is null ? Usage : Usage with { Output = Usage.Output ?? 0 };
    }

    protected override void ReadOther(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        var isData = JsonText.Is(ref reader, "data"u8);
        reader.Read();
        if (isData && reader.TokenType == JsonTokenType.StartArray)
        {
            ReadVectors(ref reader);
        }
        else
        {
            reader.Skip();
        }
    }

    private void ReadVectors(ref Utf8JsonReader reader)
    {
        _count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            _count++;
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isEmbedding = JsonText.Is(ref reader, "embedding"u8);
                reader.Read();
                if (isEmbedding)
                {
                    _dimensions = ReadLength(ref reader) ?? _dimensions;
                }
                else
                {
                    reader.Skip();
                }
            }
        }
    }

    /// <summary>The length of a vector, which is an array of numbers, or its 32-bit floats in Base64.</summary>
    private static int? ReadLength(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return Base64.IsValid(reader.ValueSpan, out var bytes) ? bytes / sizeof(float) : null;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        var length = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            length++;
            reader.Skip();
        }

        return length;
    }
}
