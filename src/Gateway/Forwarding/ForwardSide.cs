namespace Tracehouse.Gateway.Forwarding;

/// <summary>Whose doing a failure was.</summary>
internal enum ForwardSide
{
    /// <summary>Who calls.</summary>
    Client,

    /// <summary>Who runs the model.</summary>
    Upstream,

    /// <summary>This server.</summary>
    Us,
}
