using System.Net;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>A spliced body for handlers of .NET. It can be written again.</summary>
internal sealed class SplicedContent(SplicedBody body) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken abort)
    {
        for (var at = 0; at < body.Count; at++)
        {
            await stream.WriteAsync(body[at], abort);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
