using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Tracehouse.Records;
using Tracehouse.Store.Binary;

namespace Tracehouse.Store.Spool;

/// <summary>
/// Writes numbered fields in the protobuf wire format (protobuf.dev, "Encoding"), so that a later program can skip what it does not know
/// and an earlier file lacks nothing but what is new. Absent values are not written.
/// </summary>
internal sealed class FieldWriter(IBufferWriter<byte> output)
{
    public void Number(int field, long? value)
    {
        if (value is not null)
        {
            VarInt.Write(output, (ulong)field << 3);
            VarInt.Write(output, (ulong)value.Value);
        }
    }

    public void Fixed(int field, double? value)
    {
        if (value is not null)
        {
            VarInt.Write(output, ((ulong)field << 3) | FieldReader.WireFixed64);
            BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(8), value.Value);
            output.Advance(8);
        }
    }

    /// <summary>Fields within a field.</summary>
    public void Group(int field, Action<FieldWriter> write)
    {
        var inner = new ArrayBufferWriter<byte>();
        write(new FieldWriter(inner));
        WriteBytes(field, inner.WrittenSpan);
    }

    public void Text(int field, string? value)
    {
        if (value is null)
        {
            return;
        }

        var length = Encoding.UTF8.GetByteCount(value);
        VarInt.Write(output, ((ulong)field << 3) | FieldReader.WireBytes);
        VarInt.Write(output, (ulong)length);
        Encoding.UTF8.GetBytes(value, output.GetSpan(length));
        output.Advance(length);
    }

    public void Text(int field, Utf8Text value)
    {
        if (!value.IsEmpty)
        {
            WriteBytes(field, value.Bytes.Span);
        }
    }

    private void WriteBytes(int field, ReadOnlySpan<byte> bytes)
    {
        VarInt.Write(output, ((ulong)field << 3) | FieldReader.WireBytes);
        VarInt.Write(output, (ulong)bytes.Length);
        output.Write(bytes);
    }
}
