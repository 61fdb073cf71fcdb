using Tracehouse.Gateway.Buffers;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Capture;

/// <summary>Watches an answer that is read as one piece.</summary>
internal sealed class WholeCapture(Dialect dialect, int bytesMax) : AnswerCapture
{
    private readonly PooledBytes _body = new();
    private bool _isTruncated;

    public override bool HasContent => _body.Length > 0;

    public override ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> piece)
    {
        var kept = Math.Min(piece.Length, bytesMax - _body.Length);
        _isTruncated |= kept < piece.Length;
        _body.Write(piece.Span[..kept]);
        return piece;
    }

    public override ChatAnswer ToAnswer() => dialect.ReadAnswer(_body.Span, _isTruncated);

    public override void Dispose() => _body.Dispose();
}
