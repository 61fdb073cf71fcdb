namespace Tracehouse.Ui.Settings;

/// <summary>What the pages need to know of the server around them.</summary>
public sealed class UiOptions
{
    /// <summary>Where applications send their calls; shown to newcomers.</summary>
    public string GatewayUrl { get; set; } = "http://127.0.0.1:8080";

    /// <summary>How many browser tabs may wait for arrivals at once; each holds a connection.</summary>
    public int ListenersMax { get; set; } = 200;

    /// <summary>How long the stream of arrivals may be silent before it says that it is alive.</summary>
    public int HeartbeatSeconds { get; set; } = 15;
}
