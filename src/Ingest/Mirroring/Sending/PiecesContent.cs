using System.Net;

namespace Tracehouse.Ingest.Mirroring.Sending;

/// <summary>Several pieces as one body; lists of protobuf join by standing one behind the other.</summary>
internal sealed class PiecesContent(IReadOnlyList<MirrorItem> pieces) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken stop)
    {
        foreach (var piece in pieces)
        {
            await stream.WriteAsync(piece.Bytes, stop);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = pieces.Sum(piece => (long)piece.Bytes.Length);
        return true;
    }
}
