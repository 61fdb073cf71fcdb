using System.IO.Compression;
using System.Net;

namespace Tracehouse.Export;

/// <summary>A request body, compressed while it is sent.</summary>
internal sealed class GzipContent : HttpContent
{
    public GzipContent(HttpContent plain)
    {
        Plain = plain;
        Headers.ContentType = plain.Headers.ContentType;
        Headers.ContentEncoding.Add("gzip");
    }

    public HttpContent Plain { get; }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
        Plain.CopyTo(gzip, context, cancellationToken);
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await using var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
        await Plain.CopyToAsync(gzip, context).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
