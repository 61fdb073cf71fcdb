namespace Tracehouse.Server.Listening;

/// <summary>Which door a connection came in through; set on the connection when it is made, so no header can pretend another.</summary>
internal sealed record Listener(string Name)
{
    /// <summary>Model calls.</summary>
    public static Listener Gateway { get; } = new("gateway");

    /// <summary>The management API and the pages.</summary>
    public static Listener Api { get; } = new("api");
}
