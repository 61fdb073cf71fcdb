using System.Buffers;
using System.Text;
using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Store.Columns;

/// <summary>The beginning of a text, as lists show it.</summary>
internal static class Preview
{
    private const int BytesMax = 200;

    /// <summary>The beginning, cut between two characters.</summary>
    public static Utf8Text Of(Utf8Text text)
    {
        var bytes = text.Bytes;
        if (bytes.Length <= BytesMax)
        {
            return text;
        }

        var length = BytesMax;
        while (length > 0 && Rune.DecodeFromUtf8(bytes.Span[length..], out _, out _) == OperationStatus.InvalidData && (bytes.Span[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return new Utf8Text(bytes[..length]);
    }

    /// <summary>The beginning of what the user said, which may stand in messages only.</summary>
    /// <param name="payload">What was said.</param>
    /// <param name="rented">Holds the text where it had to be put together; valid as long as that is.</param>
    public static Utf8Text OfInput(SpanPayload payload, PooledBytes rented)
    {
        if (!payload.InputText.IsEmpty || payload.InputMessages.IsEmpty)
        {
            return Of(payload.InputText);
        }

        MessageText.AppendOfUser(payload.InputMessages.Bytes.Span, rented, BytesMax + 1);
        return Of(new Utf8Text(rented.Memory));
    }
}
