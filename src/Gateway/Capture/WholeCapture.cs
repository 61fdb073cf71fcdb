using Tracehouse.Payloads;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Capture;

/// <summary>Watches an answer that is read as one piece.</summary>
internal sealed class WholeCapture(Dialect dialect, int bytesMax) : AnswerCapture
{
    private bool _isTruncated;

    /// <summary>What has come, up to the limit; more only while the answer is held.</summary>
    public PooledBytes Body { get; } = new();

    /// <summary>Whether more has come than may be held.</summary>
    public bool IsOverfull => Body.Length > bytesMax;

    public override bool HasContent => Body.Length > 0;

    public override ReadOnlyMemory<byte>? Raw => _isTruncated || IsOverfull ? null : Body.Memory;

    public override ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> piece)
    {
        var kept = Math.Clamp(bytesMax - Body.Length, 0, piece.Length);
        _isTruncated |= kept < piece.Length;
        Body.Write(piece.Span[..kept]);
        return piece;
    }

    public override ChatAnswer ToAnswer() =>
        IsOverfull ? dialect.ReadAnswer(Body.Span[..bytesMax], isTruncated: true) : dialect.ReadAnswer(Body.Span, _isTruncated);

    public override void Dispose() => Body.Dispose();
}
