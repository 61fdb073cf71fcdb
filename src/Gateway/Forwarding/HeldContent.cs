using System.Net;
using Tracehouse.Payloads;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>An answer whose first bytes were read before it was used; whoever reads it gets all of it.</summary>
internal sealed class HeldContent : HttpContent
{
    private readonly HttpContent _content;
    private readonly PooledBytes _head = new();
    private Stream? _rest;
    private ProgressTimeout? _timeout;

    private HeldContent(HttpContent content)
    {
        _content = content;
        foreach (var (name, values) in content.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    /// <summary>What was read so far.</summary>
    public ReadOnlyMemory<byte> Head => _head.Memory;

    /// <summary>Wraps an answer that is not yet.</summary>
    public static HeldContent Of(HttpContent content) => content as HeldContent ?? new HeldContent(content);

    /// <summary>The same, and gives the time back when the answer is disposed.</summary>
    public static HeldContent Of(HttpContent content, ProgressTimeout timeout)
    {
        var held = Of(content);
        held._timeout = timeout;
        return held;
    }

    /// <summary>Reads a piece into the head; empty at the end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadHeadAsync(int bytesMax, CancellationToken abort)
    {
        _rest ??= await _content.ReadAsStreamAsync(abort);
        var read = await _rest.ReadAsync(_head.GetMemory(bytesMax)[..bytesMax], abort);
        _head.Advance(read);
        return _head.Memory[^read..];
    }

    protected override async Task<Stream> CreateContentReadStreamAsync() => await CreateContentReadStreamAsync(CancellationToken.None);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken)
    {
        _rest ??= await _content.ReadAsStreamAsync(cancellationToken);
        return new HeldStream(_head, _rest);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException("It is read as a stream only.");

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rest?.Dispose();
            _content.Dispose();
            _head.Dispose();
            _timeout?.Return();
            _timeout = null;
        }

        base.Dispose(disposing);
    }
}
