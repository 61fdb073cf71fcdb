using System.Buffers.Binary;
using System.Text;
using Tracehouse.Records;

namespace Tracehouse.Store.Spool;

/// <summary>Reads what <see cref="FieldWriter"/> wrote. Throws <see cref="InvalidDataException"/> for bytes that are no such thing.</summary>
internal struct FieldReader(ReadOnlyMemory<byte> bytes)
{
    public const ulong WireFixed64 = 1;
    public const ulong WireBytes = 2;
    private const ulong WireVarInt = 0;
    private const ulong WireFixed32 = 5;

    private int _at;
    private ulong _wire;

    /// <summary>Steps to the next field, false at the end; its value must then be read or skipped.</summary>
    public bool Next(out int field)
    {
        field = 0;
        if (_at >= bytes.Length)
        {
            return false;
        }

        var tag = VarInt();
        field = (int)(tag >> 3);
        _wire = tag & 7;
        return true;
    }

    public long Number() => _wire == WireVarInt ? (long)VarInt() : throw Broken();

    public double Fixed() => _wire == WireFixed64 ? BinaryPrimitives.ReadDoubleLittleEndian(Take(8).Span) : throw Broken();

    public string Text() => Encoding.UTF8.GetString(Bytes().Span);

    public Utf8Text Utf8() => new(Bytes());

    /// <summary>Fields within a field.</summary>
    public FieldReader Group() => new(Bytes());

    public void Skip()
    {
        switch (_wire)
        {
            case WireVarInt:
                VarInt();
                break;
            case WireFixed64:
                Take(8);
                break;
            case WireBytes:
                Bytes();
                break;
            case WireFixed32:
                Take(4);
                break;
            default:
                throw Broken();
        }
    }

    private ReadOnlyMemory<byte> Bytes()
    {
        if (_wire != WireBytes)
        {
            throw Broken();
        }

        var length = VarInt();
        return length <= (ulong)bytes.Length ? Take((int)length) : throw Broken();
    }

    private ReadOnlyMemory<byte> Take(int length)
    {
        if (length > bytes.Length - _at)
        {
            throw Broken();
        }

        var taken = bytes.Slice(_at, length);
        _at += length;
        return taken;
    }

    private ulong VarInt()
    {
        var span = bytes.Span;
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_at >= span.Length)
            {
                throw Broken();
            }

            var part = span[_at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Broken();
    }

    private static InvalidDataException Broken() => new("The record is damaged.");
}
