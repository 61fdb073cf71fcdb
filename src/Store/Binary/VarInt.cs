using System.Buffers;

namespace Tracehouse.Store.Binary;

/// <summary>Unsigned LEB128, seven bits a byte, the lowest first: what protobuf and ClickHouse both write lengths in.</summary>
internal static class VarInt
{
    private const int BytesMax = 10;

    public static void Write(IBufferWriter<byte> output, ulong value)
    {
        var span = output.GetSpan(BytesMax);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        output.Advance(length);
    }
}
