using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Reads the properties of an answer that came in one piece, and of one that is broken those before the break: what all formats have here, the rest in each.</summary>
internal abstract class WholeAnswerReader
{
    protected string? Model { get; private set; }

    protected string? Error { get; private set; }

    protected TokenUsage Usage { get; set; } = TokenUsage.Unknown;

    /// <summary>Where the brace stands that ends the answer; -1 when it does not end.</summary>
    protected int ObjectEnd { get; private set; } = -1;

    /// <summary>Which of our own properties it has already.</summary>
    protected OwnNames Own { get; private set; }

    protected void ReadProperties(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, JsonText.Deep);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                Own |= OwnName.At(ref reader);
                ReadProperty(ref reader, body);
            }

            ObjectEnd = JsonText.EndOf(ref reader);
        }
        catch (JsonException)
        {
            // What was read before the break is kept; the caller keeps the rest as text.
        }
    }

    /// <summary>Reads the value that the reader stands on, and leaves the reader on its last token.</summary>
    protected virtual void ReadUsage(ref Utf8JsonReader reader) => Usage = UsageReader.Read(ref reader);

    /// <summary>Reads a property that only this format has; the reader stands on its name, and is left on the last token of its value.</summary>
    protected abstract void ReadOther(ref Utf8JsonReader reader, ReadOnlySpan<byte> body);

    private void ReadProperty(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        if (JsonText.Is(ref reader, "model"u8))
        {
            reader.Read();
            Model = reader.TokenType == JsonTokenType.String ? JsonText.Read(ref reader) : Model;
            reader.Skip();
        }
        else if (JsonText.Is(ref reader, "usage"u8))
        {
            reader.Read();
            ReadUsage(ref reader);
        }
        else if (JsonText.Is(ref reader, "error"u8))
        {
            reader.Read();
            Error = ErrorReader.Read(ref reader);
        }
        else
        {
            ReadOther(ref reader, body);
        }
    }
}
