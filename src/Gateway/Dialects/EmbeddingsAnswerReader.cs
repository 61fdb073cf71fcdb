using Tracehouse.Payloads;
using System.Buffers.Text;
using System.Text.Json;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Reads how many vectors an answer holds and how long they are, not the vectors.</summary>
internal sealed class EmbeddingsAnswerReader
{
    private TokenUsage _usage = TokenUsage.Unknown;
    private string? _model;
    private string? _error;
    private int? _count;
    private int? _dimensions;

    public ChatAnswer Read(ReadOnlySpan<byte> body, bool isTruncated)
    {
        var objectEnd = -1;
        var reader = new Utf8JsonReader(body, JsonText.Deep);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadProperty(ref reader);
            }

            objectEnd = JsonText.EndOf(ref reader);
        }
        catch (JsonException)
        {
            // What was read before the break is kept.
        }

        var isUnderstood = _count is not null || _error is not null;
        return new ChatAnswer
        {
            Model = _model,
            Usage = _usage,
            Error = _error,
            Text = isUnderstood ? default : new Utf8Text(body.ToArray()),
            Notes = _count is null ? [] : [("_embeddings", _count), ("_dimensions", _dimensions)],
            ObjectEnd = objectEnd,
            IsTruncated = isTruncated,
            IsUnderstood = isUnderstood || isTruncated,
        };
    }

    private void ReadProperty(ref Utf8JsonReader reader)
    {
        var isModel = JsonText.Is(ref reader, "model"u8);
        var isUsage = JsonText.Is(ref reader, "usage"u8);
        var isError = JsonText.Is(ref reader, "error"u8);
        var isData = JsonText.Is(ref reader, "data"u8);
        reader.Read();
        if (isModel && reader.TokenType == JsonTokenType.String)
        {
            _model = JsonText.Read(ref reader);
        }
        else if (isUsage)
        {
            // Nothing is generated, and a price is only worked out of counts that are known.
            var usage = UsageReader.Read(ref reader);
            _usage = usage.Input is null ? usage : usage with { Output = usage.Output ?? 0 };
        }
        else if (isError)
        {
            _error = ErrorReader.Read(ref reader);
        }
        else if (isData && reader.TokenType == JsonTokenType.StartArray)
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
