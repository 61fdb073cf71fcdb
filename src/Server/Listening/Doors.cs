using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Tracehouse.Server.Listening;

/// <summary>Every door of the server and the address that it was asked to be at, in the order in which they open.</summary>
internal sealed class Doors
{
    private const string MaxSetting = "Doors:ConnectionsMax";

    private readonly int _connectionsMax;

    private Doors(int connectionsMax, params IEnumerable<(Listener Listener, ListenerUrl Url)> all) => (_connectionsMax, All) = (connectionsMax, [.. all]);

    /// <summary>All that are open.</summary>
    public IReadOnlyList<(Listener Listener, ListenerUrl Url)> All { get; }

    /// <summary>The addresses of all that are open.</summary>
    public ListenerUrl[] Urls => [.. All.Select(door => door.Url)];

    /// <summary>Throws <see cref="SettingException"/> for an address that cannot be. Those of OpenTelemetry may be empty, which leaves the door shut.</summary>
    public static Doors From(IConfiguration configuration) => new(
        MaxOf(configuration),
        from door in new[]
        {
            (Listener.Gateway, Setting: "Gateway:Url", IsOptional: false),
            (Listener.OtlpHttp, Setting: "Otlp:HttpUrl", IsOptional: true),
            (Listener.OtlpGrpc, Setting: "Otlp:GrpcUrl", IsOptional: true),
            (Listener.Api, Setting: "Api:Url", IsOptional: false),
        }
        let url = configuration[door.Setting] ?? ""
        where url.Length > 0 || !door.IsOptional
        select (door.Item1, ListenerUrl.Parse(door.Setting, url)));

    /// <summary>Opens them.</summary>
    public void Open(KestrelServerOptions kestrel)
    {
        // A door that somebody's Kestrel__Endpoints opened would have no name, and be guarded by nobody.
        kestrel.ConfigurationLoader = null;
        kestrel.Limits.MaxConcurrentConnections = _connectionsMax;
        foreach (var (listener, url) in All)
        {
            kestrel.Listen(listener, url, listener == Listener.OtlpGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1);
        }
    }

    /// <summary>Where a door really is, of the addresses that the server has opened; null when it is shut.</summary>
    public string? AddressOf(Listener listener, IEnumerable<string> opened)
    {
        var before = All.TakeWhile(door => door.Listener != listener).Sum(door => door.Url.Addresses.Count);
        return All.Any(door => door.Listener == listener) ? opened.ElementAtOrDefault(before) : null;
    }

    private static int MaxOf(IConfiguration configuration) =>
        int.TryParse(configuration[MaxSetting], CultureInfo.InvariantCulture, out var most) && most > 0 ? most
        : throw new SettingException($"{MaxSetting} is {configuration[MaxSetting]}; it must be a number above zero.");
}
