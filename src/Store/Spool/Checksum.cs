using System.Numerics;
using System.Runtime.InteropServices;

namespace Tracehouse.Store.Spool;

/// <summary>CRC-32C (Castagnoli, RFC 3720), which processors compute by themselves.</summary>
internal static class Checksum
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return ~crc;
    }

    /// <summary>Another one of the same strength: words go to four checksums in turn, which a processor computes in the time of one, and those are checked at last.</summary>
    public static uint OfStrands(ReadOnlySpan<byte> bytes)
    {
        var (first, second, third, fourth) = (uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue);
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        var rest = bytes[(words.Length * sizeof(ulong))..];
        while (words.Length >= 4)
        {
            first = BitOperations.Crc32C(first, words[0]);
            second = BitOperations.Crc32C(second, words[1]);
            third = BitOperations.Crc32C(third, words[2]);
            fourth = BitOperations.Crc32C(fourth, words[3]);
            words = words[4..];
        }

        foreach (var word in words)
        {
            first = BitOperations.Crc32C(first, word);
        }

        foreach (var one in rest)
        {
            first = BitOperations.Crc32C(first, one);
        }

        return ~BitOperations.Crc32C(BitOperations.Crc32C(uint.MaxValue, ((ulong)second << 32) | first), ((ulong)fourth << 32) | third);
    }
}
