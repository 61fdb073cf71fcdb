using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Tracehouse.Server.Listening;

/// <summary>Opens the doors.</summary>
internal static class ListeningSetup
{
    /// <summary>Listens for each door at its address.</summary>
    public static void Listen(this KestrelServerOptions kestrel, Listener listener, ListenerUrl url, HttpProtocols protocols = HttpProtocols.Http1)
    {
        kestrel.AddServerHeader = false;
        foreach (var address in url.Addresses)
        {
            kestrel.Listen(listener == Listener.Gateway ? new GatewayEndPoint(address, url.Port) : new IPEndPoint(address, url.Port), endpoint =>
            {
                endpoint.Protocols = protocols;
                endpoint.Use(next => connection =>
                {
                    connection.Features.Set(listener);
                    return next(connection);
                });
            });
        }
    }

    /// <summary>True when the request came in through this door.</summary>
    public static bool CameThrough(this HttpContext context, Listener listener) => context.Features.Get<Listener>() == listener;
}
