using System.Net;

namespace Tracehouse.Instrumentation;

/// <summary>A response body that arrives as it is, while a call looks at it.</summary>
internal sealed class CopiedAnswer : HttpContent
{
    private readonly HttpContent _body;
    private readonly ModelCall _call;

    public CopiedAnswer(HttpContent body, ModelCall call)
    {
        (_body, _call) = (body, call);
        foreach (var (name, values) in body.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) => Watched(_body.ReadAsStream(cancellationToken));

    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        Watched(await _body.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var from = CreateContentReadStream(cancellationToken);
        from.CopyTo(stream);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var from = await CreateContentReadStreamAsync(cancellationToken).ConfigureAwait(false);
        await from.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Headers.ContentLength ?? -1;
        return length >= 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _body.Dispose();
            _call.End(null);
        }

        base.Dispose(disposing);
    }

    private WatchedStream Watched(Stream stream) => new(stream, _call.Look, _call.End);
}
