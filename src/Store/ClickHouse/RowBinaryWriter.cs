using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Tracehouse.Records;
using Tracehouse.Store.Binary;

namespace Tracehouse.Store.ClickHouse;

/// <summary>Writes values in the order of the columns as ClickHouse's RowBinary format lays them out (clickhouse.com/docs, "RowBinary").</summary>
internal sealed class RowBinaryWriter(IBufferWriter<byte> output)
{
    /// <summary>Digits behind the point of the money columns, <c>Decimal(18, 10)</c>.</summary>
    private const int MoneyScale = 10;

    private static readonly decimal MoneyUnit = (decimal)Math.Pow(10, MoneyScale);
    private static readonly decimal MoneyMax = long.MaxValue / MoneyUnit;

    public void String(string? value)
    {
        var text = value ?? "";
        var length = Encoding.UTF8.GetByteCount(text);
        VarInt.Write(output, (ulong)length);
        Encoding.UTF8.GetBytes(text, output.GetSpan(length));
        output.Advance(length);
    }

    public void String(Utf8Text value)
    {
        VarInt.Write(output, (ulong)value.Bytes.Length);
        output.Write(value.Bytes.Span);
    }

    /// <summary>Bytes that are laid out already.</summary>
    public void Raw(ReadOnlySpan<byte> bytes) => output.Write(bytes);

    public void Int8(sbyte value) => Byte((byte)value);

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(output.GetSpan(4), value);
        output.Advance(4);
    }

    /// <summary>How many items of an array or a map follow.</summary>
    public void Length(int count) => VarInt.Write(output, (ulong)count);

    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(output.GetSpan(2), value);
        output.Advance(2);
    }

    public void NullableInt32(int? value)
    {
        if (Null(value is null))
        {
            return;
        }

        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(4), value!.Value);
        output.Advance(4);
    }

    public void NullableUInt64(long? value)
    {
        if (!Null(value is null))
        {
            Int64(value!.Value);
        }
    }

    public void Float64(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(8), value);
        output.Advance(8);
    }

    public void NullableFloat64(double? value)
    {
        if (!Null(value is null))
        {
            Float64(value!.Value);
        }
    }

    public void NullableString(string? value)
    {
        if (!Null(value is null))
        {
            String(value);
        }
    }

    /// <summary>Money as <c>Nullable(Decimal(18, 10))</c>; what does not fit becomes the largest amount that does.</summary>
    public void NullableMoney(decimal? value)
    {
        if (!Null(value is null))
        {
            Money(value!.Value);
        }
    }

    /// <summary>Money as <c>Decimal(18, 10)</c>.</summary>
    public void Money(decimal value) => Int64((long)(Math.Clamp(value, -MoneyMax, MoneyMax) * MoneyUnit));

    /// <summary>What is left of an amount when it is read back.</summary>
    public static decimal AsStored(decimal value) => (long)(Math.Clamp(value, -MoneyMax, MoneyMax) * MoneyUnit) / MoneyUnit;

    /// <summary>A time as <c>DateTime64(6)</c>.</summary>
    public void Time(DateTimeOffset value) => Int64((value.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond);

    public void Strings(IReadOnlyList<string> values)
    {
        VarInt.Write(output, (ulong)values.Count);
        foreach (var value in values)
        {
            String(value);
        }
    }

    /// <summary>Counts as <c>Map(String, UInt64)</c>.</summary>
    public void Counts(IReadOnlyDictionary<string, long> values)
    {
        VarInt.Write(output, (ulong)values.Count);
        foreach (var (name, count) in values)
        {
            String(name);
            Int64(count);
        }
    }

    private bool Null(bool isNull)
    {
        Byte(isNull ? (byte)1 : (byte)0);
        return isNull;
    }

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(8), value);
        output.Advance(8);
    }

    private void Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
