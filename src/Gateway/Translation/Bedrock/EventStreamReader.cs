using System.Buffers.Binary;
using System.Text;
using Tracehouse.Payloads;

namespace Tracehouse.Gateway.Translation.Bedrock;

/// <summary>
/// Takes an event stream of AWS's (<c>application/vnd.amazon.eventstream</c>) apart, in whatever pieces it comes. A message is
/// <code>
///   length of all | length of headers | checksum of these two | headers | payload | checksum of all before
/// </code>
/// with lengths and checksums of four bytes, the highest first.
/// </summary>
internal sealed class EventStreamReader(int messageBytesMax) : IDisposable
{
    private const int PreludeBytes = 12;
    private const int ChecksumBytes = 4;
    private const byte ByteArrayType = 6;
    private const byte StringType = 7;

    private readonly PooledBytes _message = new();
    private bool _isGiven;

    /// <summary>What is wrong with the stream; null while nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether a message has begun and not ended.</summary>
    public bool IsWithinMessage => !_isGiven && _message.Length > 0;

    /// <summary>The next whole message; null when it takes more than the piece, or there is a fault. What was read is taken off the piece.</summary>
    public EventMessage? Next(ref ReadOnlySpan<byte> piece)
    {
        if (_isGiven)
        {
            _message.Clear();
            _isGiven = false;
        }

        while (Fault is null)
        {
            var hasPrelude = _message.Length >= PreludeBytes;
            var missing = (hasPrelude ? LengthAt(0) : PreludeBytes) - _message.Length;
            var taken = piece[..Math.Min(missing, piece.Length)];
            piece = piece[taken.Length..];
            _message.Write(taken);
            if (taken.Length < missing)
            {
                return null;
            }

            if (hasPrelude)
            {
                _isGiven = true;
                return Read();
            }

            Fault = CheckPrelude();
        }

        return null;
    }

    public void Dispose() => _message.Dispose();

    private string? CheckPrelude()
    {
        var (all, headers) = (LengthAt(0), LengthAt(4));
        return ChecksumAt(8) != Crc32.Of(_message.Span[..8]) ? "The stream of the provider is garbled: the checksum of a message's beginning is wrong."
            : all < PreludeBytes + ChecksumBytes || headers < 0 || headers > all - PreludeBytes - ChecksumBytes ? "The stream of the provider is garbled: the lengths of a message make no sense."
            : all > messageBytesMax ? $"The provider sent an event larger than {messageBytesMax} bytes (setting Gateway:TranslatedEventBytesMax)."
            : null;
    }

    private EventMessage? Read()
    {
        var end = _message.Length - ChecksumBytes;
        if (ChecksumAt(end) != Crc32.Of(_message.Span[..end]))
        {
            Fault = "The stream of the provider is garbled: the checksum of a message is wrong.";
            return null;
        }

        var payload = PreludeBytes + LengthAt(4);
        var message = new EventMessage(_message.Memory[payload..end]);
        var headers = _message.Span[PreludeBytes..payload];
        while (!headers.IsEmpty)
        {
            if (!TryReadHeader(ref headers, out var name, out var value))
            {
                Fault = "The stream of the provider is garbled: the headers of a message make no sense.";
                return null;
            }

            message = name switch
            {
                ":message-type" => message with { Kind = value },
                ":event-type" or ":exception-type" or ":error-code" => message with { Name = value },
                ":error-message" => message with { Complaint = value },
                _ => message,
            };
        }

        return message;
    }

    /// <summary>A header is a name after its length, and a value after its type. Of the values only texts matter here.</summary>
    private static bool TryReadHeader(ref ReadOnlySpan<byte> headers, out string name, out string value)
    {
        (name, value) = ("", "");
        var nameLength = headers[0];
        if (headers.Length < nameLength + 2)
        {
            return false;
        }

        name = Encoding.UTF8.GetString(headers.Slice(1, nameLength));
        var type = headers[nameLength + 1];
        headers = headers[(nameLength + 2)..];
        var prefix = type is ByteArrayType or StringType ? sizeof(ushort) : 0;
        if (headers.Length < prefix || LengthOf(type, headers) is not { } length || headers.Length < prefix + length)
        {
            return false;
        }

        value = type == StringType ? Encoding.UTF8.GetString(headers.Slice(prefix, length)) : "";
        headers = headers[(prefix + length)..];
        return true;
    }

    /// <summary>How long a value is after its type, and after its length where it has one; null for a type that does not exist.</summary>
    private static int? LengthOf(byte type, ReadOnlySpan<byte> value) => type switch
    {
        0 or 1 => 0,
        2 => sizeof(byte),
        3 => sizeof(short),
        4 => sizeof(int),
        5 or 8 => sizeof(long),
        ByteArrayType or StringType => BinaryPrimitives.ReadUInt16BigEndian(value),
        9 => 16,
        _ => null,
    };

    /// <summary>A length beyond two thousand million makes no sense, and comes out below zero.</summary>
    private int LengthAt(int at) => BinaryPrimitives.ReadInt32BigEndian(_message.Span[at..]);

    private uint ChecksumAt(int at) => BinaryPrimitives.ReadUInt32BigEndian(_message.Span[at..]);
}
