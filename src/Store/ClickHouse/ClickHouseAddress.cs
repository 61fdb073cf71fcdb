namespace Tracehouse.Store.ClickHouse;

/// <summary>How to reach ClickHouse: the address to write into requests, and the handler that carries them there.</summary>
/// <param name="Url">The base address of the HTTP interface.</param>
/// <param name="Name">What to call it in messages, at the beginning of a sentence.</param>
/// <param name="Handler">Connects to it; over a Unix socket for the embedded engine.</param>
/// <param name="DataDirectory">Where its files are, when this process may force them to disk itself; null when each insert does that.</param>
public sealed record ClickHouseAddress(Uri Url, string Name, HttpMessageHandler Handler, string? DataDirectory = null);
