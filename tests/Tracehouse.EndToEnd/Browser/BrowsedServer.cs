namespace Tracehouse.EndToEnd.Browser;

/// <summary>A running server, seen from outside.</summary>
/// <param name="GatewayUrl">Where calls go.</param>
/// <param name="ApiUrl">Where the pages are.</param>
/// <param name="Process">Ends it.</param>
public sealed record BrowsedServer(Uri GatewayUrl, Uri ApiUrl, IAsyncDisposable Process);
