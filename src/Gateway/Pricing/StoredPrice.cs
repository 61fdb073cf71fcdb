namespace Tracehouse.Gateway.Pricing;

/// <summary>A price that somebody made through the API, as its document holds it.</summary>
internal sealed record StoredPrice(string Provider, string Model, PriceFigures Prices);
