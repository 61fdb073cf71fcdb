using System.Net;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>A body with a few other bytes in it, written piece by piece without a copy of the whole. It can be written again.</summary>
internal sealed class SplicedContent(ReadOnlyMemory<byte> body, List<Splice> splices) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken abort)
    {
        var at = 0;
        foreach (var splice in splices)
        {
            await stream.WriteAsync(body[at..splice.Place.Start], abort);
            await stream.WriteAsync(splice.With, abort);
            at = splice.Place.End;
        }

        await stream.WriteAsync(body[at..], abort);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        foreach (var splice in splices)
        {
            length += splice.With.Length - splice.Place.Length;
        }

        return true;
    }
}
