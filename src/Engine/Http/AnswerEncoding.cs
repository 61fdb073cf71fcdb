using System.IO.Compression;

namespace Tracehouse.Engine.Http;

/// <summary>The compressions that an answer can have.</summary>
internal static class AnswerEncoding
{
    /// <summary>The first that is known of those the client accepts; null for none.</summary>
    public static string? Choose(string? accepted)
    {
        foreach (var part in (accepted ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            var name = part.Split(';')[0].ToLowerInvariant();
            if (name is "gzip" or "deflate" or "br")
            {
                return name;
            }
        }

        return null;
    }

    public static Stream Wrap(Stream body, string encoding) => encoding switch
    {
        "gzip" => new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true),
        "deflate" => new ZLibStream(body, CompressionLevel.Fastest, leaveOpen: true),
        _ => new BrotliStream(body, CompressionLevel.Fastest, leaveOpen: true),
    };
}
