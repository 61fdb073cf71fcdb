using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tracehouse.Store.Messages;

/// <summary>Names a message by what it says: half of a SHA-256, so that nobody can make two messages of one name.</summary>
internal static class MessageHash
{
    public const int Bytes = 16;

    public static UInt128 Of(ReadOnlySpan<byte> message)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(message, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    public static void Write(UInt128 hash, Span<byte> bytes) => BinaryPrimitives.WriteUInt128LittleEndian(bytes, hash);
}
