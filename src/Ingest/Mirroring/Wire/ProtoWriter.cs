using System.Buffers.Binary;
using System.Text;

namespace Tracehouse.Ingest.Mirroring.Wire;

/// <summary>
/// Writes protobuf in one go. The length of a message is not known when it begins, so that room for any is left, and filled with an overlong number,
/// which every reader takes (protobuf.dev, "Encoding").
/// </summary>
internal sealed class ProtoWriter
{
    private const int LengthBytes = 5;
    private const int Bytes = 2;
    private const int Fixed64 = 1;

    private byte[] _bytes = new byte[1024];
    private int _length;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>Begins a message within a message; answers what <see cref="End"/> wants.</summary>
    public int Begin(int field)
    {
        Tag(field, Bytes);
        Room(LengthBytes);
        _length += LengthBytes;
        return _length;
    }

    public void End(int begun)
    {
        var length = (uint)(_length - begun);
        for (var index = 0; index < LengthBytes; index++)
        {
            var isLast = index == LengthBytes - 1;
            _bytes[begun - LengthBytes + index] = (byte)((length & 0x7F) | (isLast ? 0u : 0x80u));
            length >>= 7;
        }
    }

    public void Data(int field, ReadOnlySpan<byte> bytes)
    {
        Tag(field, Bytes);
        VarInt((ulong)bytes.Length);
        Room(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    public void Text(int field, string text)
    {
        if (text.Length > 0)
        {
            Data(field, Encoding.UTF8.GetBytes(text));
        }
    }

    public void Number(int field, long value)
    {
        Tag(field, 0);
        VarInt((ulong)value);
    }

    public void Fixed(int field, ulong value)
    {
        Tag(field, Fixed64);
        Room(sizeof(ulong));
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(_length), value);
        _length += sizeof(ulong);
    }

    private void Tag(int field, int type) => VarInt(((ulong)field << 3) | (uint)type);

    private void VarInt(ulong value)
    {
        Room(10);
        for (; value >= 0x80; value >>= 7)
        {
            _bytes[_length++] = (byte)(value | 0x80);
        }

        _bytes[_length++] = (byte)value;
    }

    private void Room(int bytes)
    {
        if (_length + bytes > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + bytes));
        }
    }
}
