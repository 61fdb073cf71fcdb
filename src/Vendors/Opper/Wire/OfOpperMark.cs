namespace Tracehouse.Vendors.Opper.Wire;

/// <summary>Stands on routes at addresses that others have too.</summary>
internal sealed class OfOpperMark
{
    public static OfOpperMark Instance { get; } = new();
}
