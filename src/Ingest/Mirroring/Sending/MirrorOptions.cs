namespace Tracehouse.Ingest.Mirroring.Sending;

/// <summary>Another system that gets what arrives here, from the configuration section <c>Mirrors:&lt;name&gt;</c>.</summary>
public sealed class MirrorOptions
{
    /// <summary>The section of the settings; a mirror each.</summary>
    public const string Section = "Mirrors";

    /// <summary>Its base address: what stands before <c>/v1/traces</c>, or before <c>/api/public</c>.</summary>
    public string Url { get; set; } = "";

    /// <summary><c>otlp</c> or <c>langfuse</c>.</summary>
    public string Protocol { get; set; } = "otlp";

    /// <summary>Headers of every request, such as a key.</summary>
    public Dictionary<string, string> Headers { get; set; } = [];

    /// <summary>The public key of a project of Langfuse.</summary>
    public string PublicKey { get; set; } = "";

    /// <summary>Its secret key.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary>Only what belongs to this project; empty for all.</summary>
    public string Project { get; set; } = "";

    /// <summary>How much may wait for it; beyond that new spans are left out and counted.</summary>
    public long QueueBytesMax { get; set; } = 64L << 20;

    /// <summary>The largest request that is made of several spans.</summary>
    public int BatchBytesMax { get; set; } = 1 << 20;

    /// <summary>How long one request may take.</summary>
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>How long a request is tried again; then its spans are left out and counted.</summary>
    public int RetrySecondsMax { get; set; } = 600;
}
