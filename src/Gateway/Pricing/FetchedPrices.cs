namespace Tracehouse.Gateway.Pricing;

/// <summary>Price data as it was fetched.</summary>
/// <param name="Data">The data.</param>
/// <param name="Version">Which data it is.</param>
/// <param name="ETag">What the server calls it; null when it does not say.</param>
internal sealed record FetchedPrices(ReadOnlyMemory<byte> Data, string Version, string? ETag);
