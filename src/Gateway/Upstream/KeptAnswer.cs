namespace Tracehouse.Gateway.Upstream;

/// <summary>An answer that is all there.</summary>
internal sealed class KeptAnswer(ReadOnlyMemory<byte> body, params HeaderField[] fields) : UpstreamAnswer
{
    private bool _isTaken;

    public override int Status => 200;

    public override IReadOnlyList<HeaderField> Fields => fields;

    public override long? Length => body.Length;

    protected override ValueTask<ReadOnlyMemory<byte>> ReadPieceAsync(CancellationToken abort)
    {
        var piece = _isTaken ? default : body;
        _isTaken = true;
        return ValueTask.FromResult(piece);
    }

    protected override void Close()
    {
    }
}
