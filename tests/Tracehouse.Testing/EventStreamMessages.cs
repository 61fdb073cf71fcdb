using System.Buffers.Binary;
using System.Text;

namespace Tracehouse.Testing;

/// <summary>Writes messages of an event stream of AWS's.</summary>
public static class EventStreamMessages
{
    private const byte StringType = 7;

    /// <summary>Something that the model said.</summary>
    public static byte[] Event(string name, string json) => Write(Encoding.UTF8.GetBytes(json), (":event-type", name), (":content-type", "application/json"), (":message-type", "event"));

    /// <summary>Something that went wrong.</summary>
    public static byte[] Exception(string name, string message) =>
        Write(Encoding.UTF8.GetBytes($$"""{"message":"{{message}}"}"""), (":exception-type", name), (":content-type", "application/json"), (":message-type", "exception"));

    /// <summary>Any message whose headers are texts.</summary>
    public static byte[] Write(byte[] payload, params (string Name, string Value)[] headers) => Write(payload, headers.SelectMany(header => Header(header.Name, header.Value)).ToArray());

    /// <summary>Any message, with its headers as they are.</summary>
    public static byte[] Write(byte[] payload, byte[] headers)
    {
        var message = new byte[16 + headers.Length + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4), headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(8), Checksum(message.AsSpan(0, 8)));
        headers.CopyTo(message, 12);
        payload.CopyTo(message, 12 + headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(message.Length - 4), Checksum(message.AsSpan(0, message.Length - 4)));
        return message;
    }

    /// <summary>One header that is a text.</summary>
    public static byte[] Header(string name, string value)
    {
        var (nameBytes, valueBytes) = (Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value));
        return [(byte)nameBytes.Length, .. nameBytes, StringType, (byte)(valueBytes.Length >> 8), (byte)valueBytes.Length, .. valueBytes];
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
            }
        }

        return ~crc;
    }
}
