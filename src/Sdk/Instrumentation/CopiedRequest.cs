using System.Net;

namespace Tracehouse.Instrumentation;

/// <summary>A request body that goes on as it is, while its beginning is copied.</summary>
internal sealed class CopiedRequest : HttpContent
{
    private readonly HttpContent _body;
    private readonly Func<BoundedCopy> _begin;

    /// <param name="body">Stays the caller's.</param>
    /// <param name="begin">Called when sending begins, which it may do more than once.</param>
    public CopiedRequest(HttpContent body, Func<BoundedCopy> begin)
    {
        (_body, _begin) = (body, begin);
        foreach (var (name, values) in body.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _body.CopyTo(new WatchedStream(stream, _begin().Add), context, cancellationToken);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _body.CopyToAsync(new WatchedStream(stream, _begin().Add), context, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Headers.ContentLength ?? -1;
        return length >= 0;
    }
}
