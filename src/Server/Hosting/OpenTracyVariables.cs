using System.Globalization;
using Tracehouse.Server.Listening;

namespace Tracehouse.Server.Hosting;

/// <summary>The environment variables that OpenTracy's pages and program promise, <c>OPENTRACY_X</c> before the older <c>LUNAR_X</c>, as settings of ours.</summary>
internal sealed class OpenTracyVariables
{
    private const string NativePort = "9000";
    private const string HttpPort = "8123";

    private readonly Func<string, string?> _environment;
    private readonly Dictionary<string, string?> _settings = [];
    private readonly List<string> _notes = [];

    private OpenTracyVariables(Func<string, string?> environment) => _environment = environment;

    /// <summary>The settings, and what the operator should know of them. Throws <see cref="SettingException"/> for a value that cannot be meant.</summary>
    public static (IReadOnlyDictionary<string, string?> Settings, IReadOnlyList<string> Notes) Read(Func<string, string?> environment)
    {
        var variables = new OpenTracyVariables(environment);
        variables.AddSwitch("CH_ENABLED", "ClickHouse:Enabled");
        variables.AddSwitch("TRACE_CONTENT", "Privacy:Content");
        variables.AddSwitch("TRACE_REDACT", "Privacy:Redact");
        variables.AddText("SECRETS_FILE", "Keys:SecretsFile");
        variables.AddGateway();
        variables.AddClickHouse();
        return (variables._settings, variables._notes);
    }

    private void AddGateway()
    {
        var (host, port) = (Find("HOST"), Find("PORT"));
        if (host.Value is not null || port.Value is not null)
        {
            _settings["Gateway:Url"] = UrlOf(host.Value ?? "127.0.0.1", port.Value ?? "8080", host.Value is null ? port.Name : host.Name, port.Name);
        }
    }

    /// <summary>Only a host means a server elsewhere; the other names have defaults that fit the embedded engine as well.</summary>
    private void AddClickHouse()
    {
        var (host, http, native) = (Find("CH_HOST"), Find("CH_HTTP_PORT"), Find("CH_PORT"));
        if (host.Value is null)
        {
            return;
        }

        if (http.Value is null && native.Value == NativePort)
        {
            _notes.Add($"{native.Name} is {NativePort}, the port of ClickHouse's native protocol; Tracehouse speaks HTTP and uses {HttpPort}. Set OPENTRACY_CH_HTTP_PORT if that is another.");
        }

        var port = http.Value is not null ? http : native.Value is null or NativePort ? (Name: native.Name, Value: HttpPort) : native;
        _settings["ClickHouse:Url"] = UrlOf(host.Value, port.Value!, host.Name, port.Name);
        AddText("CH_DATABASE", "ClickHouse:Database");
        AddText("CH_USERNAME", "ClickHouse:User");
        AddText("CH_PASSWORD", "ClickHouse:Password");
    }

    private static string UrlOf(string host, string port, string hostName, string portName)
    {
        if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            throw new SettingException($"The environment variable {portName} is '{port}'; it must be a port from 0 to 65535.");
        }

        var name = host.Contains(':') ? $"[{host.Trim('[', ']')}]" : host;
        return Uri.CheckHostName(name) != UriHostNameType.Unknown
            ? $"http://{name}:{port}"
            : throw new SettingException($"The environment variable {hostName} is '{host}'; it must be the name or address of a host.");
    }

    private void AddText(string name, string setting)
    {
        if (Find(name).Value is { } value)
        {
            _settings[setting] = value;
        }
    }

    private void AddSwitch(string name, string setting)
    {
        var (variable, text) = Find(name);
        if (text is not null)
        {
            _settings[setting] = text.ToLowerInvariant() switch
            {
                "1" or "true" or "yes" or "on" => "true",
                "0" or "false" or "no" or "off" => "false",
                _ => throw new SettingException($"The environment variable {variable} is '{text}'; it must be true or false."),
            };
        }
    }

    private (string Name, string? Value) Find(string name)
    {
        if (_environment($"OPENTRACY_{name}")?.Trim() is { Length: > 0 } value)
        {
            return ($"OPENTRACY_{name}", value);
        }

        if (_environment($"LUNAR_{name}")?.Trim() is { Length: > 0 } old)
        {
            _notes.Add($"LUNAR_{name} is an old name; use OPENTRACY_{name}.");
            return ($"LUNAR_{name}", old);
        }

        return ($"OPENTRACY_{name}", null);
    }
}
