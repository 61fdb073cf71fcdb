using System.Buffers.Binary;

namespace Tracehouse.Ingest.Otlp.Decoding;

/// <summary>
/// Walks over the fields of a protobuf message (protobuf.dev, "Encoding"). It never throws: at bytes that are no message it stops, and
/// <see cref="IsBroken"/> says so. A value of another wire type than the one asked for reads as nothing.
/// </summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> bytes)
{
    private const int WireVarInt = 0;
    private const int WireFixed64 = 1;
    private const int WireBytes = 2;
    private const int WireFixed32 = 5;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;
    private int _wire;

    /// <summary>The number of the field that <see cref="Next"/> has found.</summary>
    public int Field { get; private set; }

    public bool IsBroken { get; private set; }

    /// <summary>Steps to the next field, whose value must then be read or skipped. False at the end, whole or broken.</summary>
    public bool Next()
    {
        if (IsBroken || _at >= _bytes.Length)
        {
            return false;
        }

        var tag = ReadVarInt();
        (Field, _wire) = ((int)(tag >> 3), (int)(tag & 7));
        if (Field == 0 || tag > uint.MaxValue)
        {
            Break();
        }

        return !IsBroken;
    }

    public ulong VarInt()
    {
        if (_wire == WireVarInt)
        {
            return ReadVarInt();
        }

        Skip();
        return 0;
    }

    public ulong Fixed64()
    {
        if (_wire == WireFixed64)
        {
            var taken = Take(8);
            return IsBroken ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(taken);
        }

        Skip();
        return 0;
    }

    public ReadOnlySpan<byte> Bytes()
    {
        if (_wire == WireBytes)
        {
            var length = ReadVarInt();
            return length <= int.MaxValue ? Take((int)length) : Break();
        }

        Skip();
        return default;
    }

    public void Skip()
    {
        switch (_wire)
        {
            case WireVarInt: ReadVarInt(); break;
            case WireFixed64: Take(8); break;
            case WireBytes: Bytes(); break;
            case WireFixed32: Take(4); break;
            default: Break(); break;
        }
    }

    /// <summary>How often a field of this number comes from here on. Nothing is read.</summary>
    public readonly int Count(int field)
    {
        var ahead = this;
        var count = 0;
        while (ahead.Next())
        {
            count += ahead.Field == field ? 1 : 0;
            ahead.Skip();
        }

        return count;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _bytes.Length - _at)
        {
            return Break();
        }

        var taken = _bytes.Slice(_at, length);
        _at += length;
        return taken;
    }

    private ulong ReadVarInt()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64 && _at < _bytes.Length; shift += 7)
        {
            var part = _bytes[_at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        Break();
        return 0;
    }

    private ReadOnlySpan<byte> Break()
    {
        IsBroken = true;
        _at = _bytes.Length;
        return default;
    }
}
