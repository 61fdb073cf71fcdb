namespace Tracehouse.Testing;

/// <summary>A request as the fake upstream received it.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Target">Its path and query.</param>
/// <param name="Headers">Its headers, by name in any case.</param>
/// <param name="Body">Its body.</param>
public sealed record ReceivedRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body);
