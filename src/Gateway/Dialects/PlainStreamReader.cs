using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Keeps the events of a stream that nobody interprets as lines of text, up to a limit.</summary>
internal sealed class PlainStreamReader(int bytesMax) : AnswerStreamReader(Math.Min(bytesMax, PlainAnswer.TextBytesMax))
{
    private readonly PooledBytes _lines = new();
    private string? _error;

    public override bool MayEnd => true;

    public override ChatAnswer ToAnswer() => new()
    {
        Text = new Utf8Text(_lines.Length > 0 ? _lines.ToArray() : Unread.ToArray()),
        Error = _error,
        IsTruncated = IsFull,
        IsUnderstood = true,
    };

    public override void Dispose()
    {
        base.Dispose();
        _lines.Dispose();
    }

    protected override ByteRange ReadEvent(ref Utf8JsonReader reader, ReadOnlySpan<byte> data)
    {
        HasContent = true;
        _error ??= PlainAnswer.ReadError(ref reader);
        if (!IsFull)
        {
            _lines.Write(data);
            _lines.Write("\n"u8);
        }

        return default;
    }
}
