using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tracehouse.Ingest.GenAi.Messages;

namespace Tracehouse.Vendors.Bodies;

/// <summary>Reads the whole body of a request, whatever it says of its content type, and no more than is allowed. Halves of characters in it are mended.</summary>
internal static class BodyReader
{
    private const int PieceBytes = 16 << 10;

    /// <summary>Null when it is larger than allowed. Throws what the connection throws.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContext context, int bytesMax)
    {
        // The limit is counted here, so that the answer names its setting.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        if (context.Request.ContentLength > bytesMax)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        var piece = new byte[PieceBytes];
        while (await context.Request.Body.ReadAsync(piece, context.RequestAborted) is > 0 and var read)
        {
            if (bytes.Length + read > bytesMax)
            {
                return null;
            }

            bytes.Write(piece.AsSpan(0, read));
        }

        HalfCharacters.Mend(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }
}
