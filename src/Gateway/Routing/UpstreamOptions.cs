namespace Tracehouse.Gateway.Routing;

/// <summary>How connections to providers are kept, under <c>Gateway</c>.</summary>
public sealed class UpstreamOptions
{
    /// <summary>How long to wait for a connection.</summary>
    public int ConnectSecondsMax { get; set; } = 15;

    /// <summary>How long to use one, so that a change of address is noticed.</summary>
    public int ConnectionSecondsMax { get; set; } = 600;
}
