using Tracehouse.Payloads;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Capture;

/// <summary>Watches an answer that comes as server-sent events.</summary>
internal sealed class StreamCapture : AnswerCapture
{
    private readonly AnswerStreamReader _answer;
    private readonly EventFilter _events;
    private readonly PooledBytes _raw = new();
    private bool _isRawPartial;

    public StreamCapture(Dialect dialect, int bytesMax, bool hidesUsage, Action<ChatAnswer, PooledBytes, ByteRange>? addToUsage = null)
    {
        _answer = dialect.CreateStreamReader(bytesMax);
        _events = new EventFilter(_answer, bytesMax, hidesUsage, addToUsage);
    }

    /// <summary>How many of the bytes that come are kept as they came.</summary>
    public int RawBytesMax { get; init; }

    public override ReadOnlyMemory<byte>? Raw => RawBytesMax == 0 || _isRawPartial ? null : _raw.Memory;

    /// <summary>Whether every byte goes on as it came.</summary>
    public bool RelaysAll => _events.RelaysAll;

    public override bool IsDone => _events.IsDone;

    public override bool MayEnd => _events.IsDone || _answer.MayEnd;

    public override bool HasContent => _answer.HasContent;

    public override ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> piece)
    {
        _isRawPartial |= _raw.Length + piece.Length > RawBytesMax;
        if (!_isRawPartial)
        {
            _raw.Write(piece.Span);
        }

        return _events.Take(piece);
    }

    public override ReadOnlyMemory<byte> TakeEnd() => _events.TakeEnd();

    public override ChatAnswer ToAnswer() => _answer.ToAnswer();

    public override void Dispose()
    {
        _events.Dispose();
        _raw.Dispose();
        _answer.Dispose();
    }
}
