using System.Net;
using System.Net.Http.Headers;
using Tracehouse.Payloads;

namespace Tracehouse.Gateway.Translation;

/// <summary>JSON in rented memory, which goes back when the content is disposed.</summary>
internal sealed class PooledContent : HttpContent
{
    private readonly PooledBytes _body;

    public PooledContent(PooledBytes body)
    {
        _body = body;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken abort) => await stream.WriteAsync(_body.Memory, abort);

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _body.Dispose();
        }

        base.Dispose(disposing);
    }
}
