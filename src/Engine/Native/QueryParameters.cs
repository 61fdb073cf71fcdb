using System.Runtime.InteropServices;
using System.Text;

namespace Tracehouse.Engine.Native;

/// <summary>The values of a statement's <c>{name:Type}</c> places, in memory that the library can read. Values are in ClickHouse's escaped form.</summary>
internal sealed unsafe class QueryParameters : IDisposable
{
    private readonly byte** _pointers;
    private readonly nuint* _lengths;
    private byte* _text;

    public QueryParameters(IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        Count = (nuint)parameters.Count;
        var bytes = parameters.Sum(parameter => Encoding.UTF8.GetByteCount(parameter.Key) + Encoding.UTF8.GetByteCount(parameter.Value));
        _pointers = (byte**)NativeMemory.Alloc(Count * 2, (nuint)sizeof(byte*));
        _lengths = (nuint*)NativeMemory.Alloc(Count * 2, (nuint)sizeof(nuint));
        _text = (byte*)NativeMemory.Alloc((nuint)bytes);
        var end = _text;
        for (var i = 0; i < parameters.Count; i++)
        {
            end = Place(i, parameters[i].Key, end);
            end = Place(i + parameters.Count, parameters[i].Value, end);
        }
    }

    public nuint Count { get; }

    public byte** Names => _pointers;

    public nuint* NameLengths => _lengths;

    public byte** Values => _pointers + Count;

    public nuint* ValueLengths => _lengths + Count;

    public void Dispose()
    {
        if (_text is null)
        {
            return;
        }

        NativeMemory.Free(_text);
        NativeMemory.Free(_lengths);
        NativeMemory.Free(_pointers);
        _text = null;
    }

    private byte* Place(int slot, string value, byte* target)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Encoding.UTF8.GetBytes(value, new Span<byte>(target, length));
        _pointers[slot] = target;
        _lengths[slot] = (nuint)length;
        return target + length;
    }
}
