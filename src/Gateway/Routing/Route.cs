namespace Tracehouse.Gateway.Routing;

/// <summary>Where a call goes.</summary>
/// <param name="Provider">Who runs the model.</param>
/// <param name="Model">The model in the provider's own words.</param>
internal sealed record Route(Provider Provider, string Model);
