namespace Tracehouse.Wire;

/// <summary>A door of the server, and the settings that say where it is and how long to wait there.</summary>
internal sealed record Door(string Setting, string Timeout)
{
    public static readonly Door Api = new("Tracehouse:Url (TRACEHOUSE_URL)", nameof(TracehouseOptions.ReadTimeout));

    public static readonly Door Gateway = new("Tracehouse:GatewayUrl (TRACEHOUSE_GATEWAY_URL)", nameof(TracehouseOptions.CallTimeout));
}
