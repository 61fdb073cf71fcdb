namespace Tracehouse.Gateway.Upstream;

/// <summary>One header with one value. A name may come several times.</summary>
internal readonly record struct HeaderField(string Name, string Value);
