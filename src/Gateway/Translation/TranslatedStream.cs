using System.Buffers;
using Tracehouse.Payloads;

namespace Tracehouse.Gateway.Translation;

/// <summary>A provider's stream, translated while it is read. It holds one piece at a time.</summary>
internal sealed class TranslatedStream(Stream source, StreamTranslator translator, PooledBytes output) : Stream
{
    private const int PieceBytes = 16 * 1024;

    private byte[]? _piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
    private int _given;
    private bool _hasEnded;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken abort = default)
    {
        while (_given == output.Length)
        {
            output.Clear();
            _given = 0;
            if (_hasEnded)
            {
                return 0;
            }

            await TranslateMoreAsync(abort);
        }

        var count = Math.Min(buffer.Length, output.Length - _given);
        output.Memory.Slice(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken abort) => ReadAsync(buffer.AsMemory(offset, count), abort).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _piece is { } piece)
        {
            _piece = null;
            ArrayPool<byte>.Shared.Return(piece);
            source.Dispose();
            translator.Dispose();
            output.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask TranslateMoreAsync(CancellationToken abort)
    {
        var read = await source.ReadAsync(_piece.AsMemory(0, PieceBytes), abort);
        if (read > 0)
        {
            translator.Take(_piece.AsSpan(0, read));
        }
        else
        {
            translator.End();
        }

        _hasEnded = read == 0 || translator.IsOver;
    }
}
