namespace Tracehouse.Vendors.Langfuse.Http;

/// <summary>How much Langfuse's API takes, from the configuration section <c>Vendors:Langfuse</c>.</summary>
public sealed class LangfuseOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Vendors:Langfuse";

    /// <summary>The largest request, but for media.</summary>
    public int BodyBytesMax { get; set; } = 16 << 20;

    /// <summary>The most events of one request.</summary>
    public int EventsPerRequestMax { get; set; } = 10_000;

    /// <summary>The largest file that is kept as media.</summary>
    public long MediaBytesMax { get; set; } = 64 << 20;
}
