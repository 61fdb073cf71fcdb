using System.Text;

namespace Tracehouse.Ingest.Otlp.Decoding;

/// <summary>Names of attributes repeat from span to span; this makes one string of each instead of millions.</summary>
internal static class NameCache
{
    private const int LengthMax = 80;
    private const int SlotCount = 2048;

    private static readonly string?[] Slots = new string?[SlotCount];

    public static string Get(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > LengthMax)
        {
            return Encoding.UTF8.GetString(name);
        }

        var hash = (uint)name.Length;
        foreach (var part in name)
        {
            hash = (hash ^ part) * 16777619;
        }

        ref var slot = ref Slots[hash % SlotCount];
        return slot is { } known && Ascii.Equals(name, known) ? known : slot = Encoding.UTF8.GetString(name);
    }
}
