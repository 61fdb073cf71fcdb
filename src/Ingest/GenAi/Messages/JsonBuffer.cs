using System.Buffers;

namespace Tracehouse.Ingest.GenAi.Messages;

/// <summary>Memory to write JSON into, lent by the thread, because a span has several pieces of JSON and each would begin with four kilobytes of its own.</summary>
internal sealed class JsonBuffer : IBufferWriter<byte>, IDisposable
{
    private const int FirstBytes = 16 << 10;
    private const int KeptBytesMax = 256 << 10;

    [ThreadStatic]
    private static JsonBuffer? _spare;

    private readonly ArrayBufferWriter<byte> _bytes = new(FirstBytes);

    private JsonBuffer()
    {
    }

    public int WrittenCount => _bytes.WrittenCount;

    /// <summary>What was written; gone when this is disposed.</summary>
    public ReadOnlySpan<byte> WrittenSpan => _bytes.WrittenSpan;

    /// <summary>An empty buffer, to be disposed on the same thread.</summary>
    public static JsonBuffer Rent()
    {
        var buffer = _spare ?? new JsonBuffer();
        _spare = null;
        return buffer;
    }

    public void Advance(int count) => _bytes.Advance(count);

    public Memory<byte> GetMemory(int sizeHint = 0) => _bytes.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => _bytes.GetSpan(sizeHint);

    public void Dispose()
    {
        if (_bytes.Capacity <= KeptBytesMax)
        {
            _bytes.ResetWrittenCount();
            _spare = this;
        }
    }
}
