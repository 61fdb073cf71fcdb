using System.Text.Json.Serialization.Metadata;

namespace Tracehouse.Payloads;

/// <summary>What of inputs and outputs is kept; the same for the whole process.</summary>
internal sealed record PayloadSettings(bool IsKept, int CharactersMax, Func<string, string>? Mask, IJsonTypeInfoResolver? Types)
{
    private static PayloadSettings _current = new(IsKept: true, CharactersMax: 256 * 1024, Mask: null, Types: null);

    public static PayloadSettings Current
    {
        get => Volatile.Read(ref _current);
        set => Volatile.Write(ref _current, value);
    }
}
