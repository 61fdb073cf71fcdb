namespace Tracehouse.Gateway.Upstream;

/// <summary>How connections to providers are kept, and what is read on them, under <c>Gateway</c>.</summary>
public sealed class UpstreamOptions
{
    /// <summary>How long to wait for a connection.</summary>
    public int ConnectSecondsMax { get; set; } = 15;

    /// <summary>How long to use one, so that a change of address is noticed.</summary>
    public int ConnectionSecondsMax { get; set; } = 600;

    /// <summary>How long to keep one that nobody uses; less than the minute after which many servers hang up.</summary>
    public int IdleSecondsMax { get; set; } = 50;

    /// <summary>How many that nobody uses are kept to one address.</summary>
    public int IdleConnectionsMax { get; set; } = 256;

    /// <summary>The proxy that upstreams are asked through, such as <c>http://user:secret@proxy:3128</c>; unset means that of the environment, and <c>none</c> means none.</summary>
    public string? ProxyUrl { get; set; }

    /// <summary>Hosts that are asked directly all the same; one that begins with a dot stands for all below it.</summary>
    public string[] NoProxy { get; set; } = [];

    /// <summary>The longest head of an answer.</summary>
    public int AnswerHeadBytesMax { get; set; } = 64 * 1024;

    /// <summary>The most headers of an answer.</summary>
    public int AnswerHeadersMax { get; set; } = 256;
}
