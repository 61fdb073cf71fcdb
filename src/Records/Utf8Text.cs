using System.Text;

namespace Tracehouse.Records;

/// <summary>Text as the UTF-8 bytes it arrived in, so that payloads are never transcoded on their way to the store.</summary>
public readonly struct Utf8Text(ReadOnlyMemory<byte> bytes) : IEquatable<Utf8Text>
{
    /// <summary>No text.</summary>
    public static Utf8Text Empty => default;

    /// <summary>The bytes; the owner promises not to change them.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <summary>True when there is no text.</summary>
    public bool IsEmpty => Bytes.IsEmpty;

    /// <summary>The same text in UTF-8.</summary>
    public static Utf8Text From(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc/>
    public bool Equals(Utf8Text other) => Bytes.Span.SequenceEqual(other.Bytes.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Utf8Text other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes.Span);
        return hash.ToHashCode();
    }

    /// <summary>The text; bytes that are not UTF-8 become U+FFFD.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Bytes.Span);
}
