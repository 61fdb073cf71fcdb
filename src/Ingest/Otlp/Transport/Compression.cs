namespace Tracehouse.Ingest.Otlp.Transport;

/// <summary>How the bytes of a request are compressed.</summary>
public enum Compression
{
    None,
    Gzip,
    Deflate,
}
