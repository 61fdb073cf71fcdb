using System.Globalization;

namespace Tracehouse.Gateway.Routing;

/// <summary>Reads the address of a local server as its own programs write it: a host, a host and port, or an address with or without the path of its API.</summary>
internal static class LocalAddress
{
    private const string ApiPath = "/v1";

    /// <summary>The whole address. What cannot be read comes back as it was, for the settings' check to find.</summary>
    /// <param name="written">What the environment says.</param>
    /// <param name="usual">The address that is built in, whose port goes in where none is written.</param>
    public static string Complete(string written, string usual)
    {
        var hasScheme = written.Contains("://", StringComparison.Ordinal);
        if (!Uri.TryCreate(hasScheme ? written : $"http://{(written[0] == ':' ? "127.0.0.1" : "")}{written}", UriKind.Absolute, out var url))
        {
            return written;
        }

        var port = hasScheme || HasPort(written) ? url.Port : new Uri(usual).Port;

        // A server that listens everywhere is called on this machine.
        var host = url.Host is "0.0.0.0" or "[::]" ? "127.0.0.1" : url.Host;
        var path = url.AbsolutePath is "/" ? ApiPath : url.AbsolutePath;
        return string.Create(CultureInfo.InvariantCulture, $"{url.Scheme}://{host}:{port}{path}{url.Query}");
    }

    private static bool HasPort(string written)
    {
        var host = written.Split('/')[0];
        return host.LastIndexOf(':') > host.LastIndexOf(']');
    }
}
