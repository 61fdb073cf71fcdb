using System.Globalization;

namespace Tracehouse.Records;

/// <summary>Names a span within its trace. Our own are 16 lower-case hex digits (W3C Trace Context); those of other systems are any visible text.</summary>
public readonly record struct SpanId
{
    /// <summary>The longest id allowed, in characters.</summary>
    public const int LengthMax = 256;

    private readonly string? _value;

    private SpanId(string value) => _value = value;

    /// <summary>The id as text; empty only for an unset value.</summary>
    public string Value => _value ?? "";

    /// <summary>A new random id.</summary>
    public static SpanId Create() => new(Random.Shared.NextInt64(1, long.MaxValue).ToString("x16", CultureInfo.InvariantCulture));

    /// <summary>False when the text is empty, longer than <see cref="LengthMax"/> or holds control characters.</summary>
    public static bool TryParse(string? text, out SpanId id)
    {
        id = default;
        if (!IdText.IsValid(text, LengthMax))
        {
            return false;
        }

        id = new SpanId(text!);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
