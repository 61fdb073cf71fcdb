using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Store.Messages;

/// <summary>The messages of a JSON array, each with its hash, in their order.</summary>
internal sealed class MessageList
{
    /// <summary>A list of more is a list of something else.</summary>
    private const int CountMax = 20_000;

    private MessageList(List<(UInt128 Hash, ReadOnlyMemory<byte> Bytes)> items) => Items = items;

    /// <summary>No messages; what there is stays as it came.</summary>
    public static MessageList None { get; } = new([]);

    public IReadOnlyList<(UInt128 Hash, ReadOnlyMemory<byte> Bytes)> Items { get; }

    /// <summary>The messages; none where the text is no array, or where naming them would save nothing.</summary>
    public static MessageList Of(Utf8Text array)
    {
        if (array.IsEmpty)
        {
            return None;
        }

        var items = new List<(UInt128 Hash, ReadOnlyMemory<byte> Bytes)>();
        try
        {
            Split(array.Bytes, items);
        }
        catch (JsonException)
        {
            return None;
        }

        return items.Count > CountMax || items.Count * MessageHash.Bytes * 2 > array.Bytes.Length ? None : new MessageList(items);
    }

    private static void Split(ReadOnlyMemory<byte> array, List<(UInt128 Hash, ReadOnlyMemory<byte> Bytes)> items)
    {
        var reader = new Utf8JsonReader(array.Span, JsonText.Deep);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray && items.Count <= CountMax)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var message = array[start..(int)reader.BytesConsumed];
            items.Add((MessageHash.Of(message.Span), message));
        }
    }
}
