using System.Buffers;

namespace Tracehouse.Instrumentation;

/// <summary>The beginning of what passed by, and the end of it, where token counts stand.</summary>
internal sealed class BoundedCopy(int bytesMax)
{
    private const int TailBytesMax = 2048;
    private readonly ArrayBufferWriter<byte> _head = new();
    private byte[] _tail = [];

    public ReadOnlyMemory<byte> Head => _head.WrittenMemory;

    /// <summary>The last bytes of what was too long.</summary>
    public ReadOnlyMemory<byte> Tail => _tail;

    /// <summary>Whether something is missing between beginning and end.</summary>
    public bool IsCut { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var room = Math.Min(bytes.Length, bytesMax - _head.WrittenCount);
        _head.Write(bytes[..room]);
        if (room < bytes.Length)
        {
            IsCut = true;
            var rest = bytes[room..];
            _tail = rest.Length >= TailBytesMax ? rest[^TailBytesMax..].ToArray() : [.. _tail.AsSpan(Math.Max(0, _tail.Length + rest.Length - TailBytesMax)), .. rest];
        }
    }
}
