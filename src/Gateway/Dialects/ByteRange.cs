namespace Tracehouse.Gateway.Dialects;

/// <summary>Where something stands in a body.</summary>
/// <param name="Start">The first byte.</param>
/// <param name="End">The byte after the last.</param>
internal readonly record struct ByteRange(int Start, int End)
{
    public int Length => End - Start;

    public bool IsEmpty => End == Start;

    public ReadOnlyMemory<byte> MemoryOf(ReadOnlyMemory<byte> body) => body[Start..End];

    public ReadOnlySpan<byte> Of(ReadOnlyMemory<byte> body) => body.Span[Start..End];
}
