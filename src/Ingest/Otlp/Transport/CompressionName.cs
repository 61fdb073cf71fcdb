namespace Tracehouse.Ingest.Otlp.Transport;

/// <summary>The names of compressions in headers.</summary>
internal static class CompressionName
{
    /// <summary>All names, for senders that used another one.</summary>
    public const string All = "gzip, deflate, identity";

    /// <summary>False for a name that is not known.</summary>
    public static bool TryParse(string? name, out Compression compression)
    {
        (var isKnown, compression) = name?.Trim().ToLowerInvariant() switch
        {
            null or "" or "identity" => (true, Compression.None),
            "gzip" or "x-gzip" => (true, Compression.Gzip),
            "deflate" => (true, Compression.Deflate),
            _ => (false, Compression.None),
        };
        return isKnown;
    }
}
