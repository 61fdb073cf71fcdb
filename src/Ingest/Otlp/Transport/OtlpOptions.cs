namespace Tracehouse.Ingest.Otlp.Transport;

/// <summary>Limits of OTLP requests, from the configuration section <c>Otlp</c>.</summary>
public sealed class OtlpOptions
{
    /// <summary>The largest request, compressed or not, after decompression too.</summary>
    public int BodyBytesMax { get; set; } = 64 << 20;

    /// <summary>How much memory the requests of one moment may take together; beyond it senders are asked to come back.</summary>
    public long BodiesBytesMax { get; set; } = 256L << 20;

    /// <summary>The most attributes, items of lists and events of one span, together; those beyond are left out and counted.</summary>
    public int ValuesPerSpanMax { get; set; } = 250_000;

    /// <summary>How deep a value may be nested.</summary>
    public int ValueDepthMax { get; set; } = 100;
}
