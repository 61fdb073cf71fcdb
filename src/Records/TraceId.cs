using System.Buffers.Binary;

namespace Tracehouse.Records;

/// <summary>
/// Names a trace. Our own are UUIDv7 (RFC 9562) as 32 lower-case hex digits, which is also a valid W3C trace id;
/// those of other systems are any visible text.
/// </summary>
public readonly record struct TraceId
{
    /// <summary>The longest id allowed, in characters.</summary>
    public const int LengthMax = 256;

    private readonly string? _value;

    private TraceId(string value) => _value = value;

    /// <summary>The id as text; empty only for an unset value.</summary>
    public string Value => _value ?? "";

    /// <summary>A new id that sorts by its time.</summary>
    public static TraceId Create(DateTimeOffset now)
    {
        // The random part keeps ids apart and hides nothing, so the system need not be asked for it at every call.
        Span<byte> bytes = stackalloc byte[16];
        Random.Shared.NextBytes(bytes);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)now.ToUnixTimeMilliseconds() << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]));
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new TraceId(Convert.ToHexStringLower(bytes));
    }

    /// <summary>False when the text is empty, longer than <see cref="LengthMax"/> or holds control characters. A dashed UUID loses its dashes.</summary>
    public static bool TryParse(string? text, out TraceId id)
    {
        id = default;
        if (!IdText.IsValid(text, LengthMax))
        {
            return false;
        }

        id = new TraceId(Guid.TryParseExact(text, "D", out var uuid) ? uuid.ToString("N") : text!);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
