using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Tracehouse.Engine.Errors;

namespace Tracehouse.Engine.Http;

/// <summary>The body of a request: unpacked, and counted once more after that.</summary>
internal sealed class RequestBody(Stream stream, long bytesMax) : IAsyncDisposable
{
    private long _bytes;

    public long BytesMax => bytesMax;

    public static EngineError? Open(HttpRequest request, long bytesMax, out RequestBody? body)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        var stream = encoding.ToLowerInvariant() switch
        {
            "" or "identity" => request.Body,
            "gzip" or "x-gzip" => new GZipStream(request.Body, CompressionMode.Decompress),
            "deflate" => new ZLibStream(request.Body, CompressionMode.Decompress),
            "br" => new BrotliStream(request.Body, CompressionMode.Decompress),
            _ => null,
        };
        body = stream is null ? null : new RequestBody(stream, bytesMax);
        return stream is null ? KnownErrors.UnknownEncoding(encoding) : null;
    }

    /// <summary>Whether more came than is allowed; nothing more is read then.</summary>
    public bool IsTooLarge => _bytes > bytesMax;

    /// <summary>Fills the buffer; less than that means the end, or too much.</summary>
    public async ValueTask<int> FillAsync(Memory<byte> buffer, CancellationToken abort)
    {
        if (IsTooLarge)
        {
            return 0;
        }

        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, abort);
        _bytes += length;
        return length;
    }

    /// <summary>Reads up to so many bytes behind what is given.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> AppendToAsync(ReadOnlyMemory<byte> start, int bytesMaxInAll, CancellationToken abort)
    {
        var space = bytesMaxInAll - start.Length;
        if (space <= 0)
        {
            return start;
        }

        var rented = ArrayPool<byte>.Shared.Rent(space);
        try
        {
            var length = await FillAsync(rented.AsMemory(0, space), abort);
            return (byte[])[.. start.Span, .. rented.AsSpan(0, length)];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
