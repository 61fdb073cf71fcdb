namespace Tracehouse.Gateway.Wire;

/// <summary>Where to connect to.</summary>
/// <param name="IsSecure">Whether by TLS.</param>
/// <param name="Host">The name or number of the machine.</param>
/// <param name="Port">The port.</param>
internal sealed record WireAddress(bool IsSecure, string Host, int Port)
{
    /// <summary>The address as a request names it; the usual port goes without saying.</summary>
    public string Header { get; } = $"{(Host.Contains(':') ? $"[{Host}]" : Host)}{(Port == (IsSecure ? 443 : 80) ? "" : $":{Port}")}";

    public static WireAddress Of(Uri url) => new(url.Scheme == Uri.UriSchemeHttps, url.IdnHost, url.Port);
}
