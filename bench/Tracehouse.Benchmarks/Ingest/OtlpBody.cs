using System.Buffers.Binary;
using System.Text;

namespace Tracehouse.Benchmarks.Ingest;

/// <summary>Writes one export request of OpenTelemetry in protobuf.</summary>
internal sealed class OtlpBody
{
    private readonly MemoryStream _spans = new();

    public int Count { get; private set; }

    public void Add(byte[] traceId, ulong spanId, ulong parentId, string name, DateTimeOffset start, TimeSpan duration, params (string Key, object Value)[] attributes)
    {
        using var span = new MemoryStream();
        Bytes(span, 1, traceId);
        Bytes(span, 2, Id(spanId));
        if (parentId != 0)
        {
            Bytes(span, 4, Id(parentId));
        }

        Bytes(span, 5, Encoding.UTF8.GetBytes(name));
        Number(span, 6, 1);
        Fixed(span, 7, Nanoseconds(start));
        Fixed(span, 8, Nanoseconds(start + duration));
        foreach (var (key, value) in attributes)
        {
            Bytes(span, 9, Attribute(key, value));
        }

        Bytes(_spans, 2, span.ToArray());
        Count++;
    }

    public byte[] ToArray()
    {
        using var resource = new MemoryStream();
        Bytes(resource, 1, Attribute("service.name", "benchmark"));
        using var all = new MemoryStream();
        Bytes(all, 1, resource.ToArray());
        Bytes(all, 2, _spans.ToArray());
        using var request = new MemoryStream();
        Bytes(request, 1, all.ToArray());
        return request.ToArray();
    }

    private static byte[] Attribute(string key, object value)
    {
        using var any = new MemoryStream();
        if (value is string text)
        {
            Bytes(any, 1, Encoding.UTF8.GetBytes(text));
        }
        else
        {
            Number(any, 3, (ulong)(int)value);
        }

        using var pair = new MemoryStream();
        Bytes(pair, 1, Encoding.UTF8.GetBytes(key));
        Bytes(pair, 2, any.ToArray());
        return pair.ToArray();
    }

    private static byte[] Id(ulong id)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id);
        return bytes;
    }

    private static ulong Nanoseconds(DateTimeOffset time) => (ulong)(time - DateTimeOffset.UnixEpoch).Ticks * 100;

    private static void Bytes(MemoryStream output, int field, ReadOnlySpan<byte> bytes)
    {
        VarInt(output, ((ulong)field << 3) | 2);
        VarInt(output, (ulong)bytes.Length);
        output.Write(bytes);
    }

    private static void Number(MemoryStream output, int field, ulong value)
    {
        VarInt(output, (ulong)field << 3);
        VarInt(output, value);
    }

    private static void Fixed(MemoryStream output, int field, ulong value)
    {
        VarInt(output, ((ulong)field << 3) | 1);
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        output.Write(bytes);
    }

    private static void VarInt(MemoryStream output, ulong value)
    {
        while (value >= 0x80)
        {
            output.WriteByte((byte)(value | 0x80));
            value >>= 7;
        }

        output.WriteByte((byte)value);
    }
}
