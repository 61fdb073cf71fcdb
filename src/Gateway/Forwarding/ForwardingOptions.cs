namespace Tracehouse.Gateway.Forwarding;

/// <summary>The limits of forwarding, under <c>Gateway</c>.</summary>
public sealed class ForwardingOptions
{
    /// <summary>The largest request.</summary>
    public int RequestBytesMax { get; set; } = 50 * 1024 * 1024;

    /// <summary>How deep its JSON may be nested.</summary>
    public int RequestDepthMax { get; set; } = 512;

    /// <summary>How long the name of a model may be.</summary>
    public int ModelCharsMax { get; set; } = 512;

    /// <summary>How long an upstream may say nothing, before its answer and within it.</summary>
    public int SilenceSecondsMax { get; set; } = 600;
}
