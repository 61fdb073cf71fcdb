using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Tracehouse.Server.Listening;

/// <summary>
/// Serves the gateway's connections on the thread that a socket's event arrives on, instead of handing each step to another thread: a call mostly
/// waits, and the hops would cost more than the work between them. Pages and questions keep the usual way, because they compute.
/// </summary>
internal sealed class GatewayTransport(IOptionsFactory<SocketTransportOptions> options, ILoggerFactory logs) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly SocketTransportFactory _sockets = new(Options.Create(Inline(options)), logs);

    public bool CanBind(EndPoint endpoint) => endpoint is GatewayEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken stop) => _sockets.BindAsync(endpoint, stop);

    /// <summary>The options of the other doors, memory included, but for the threads.</summary>
    private static SocketTransportOptions Inline(IOptionsFactory<SocketTransportOptions> factory)
    {
        var options = factory.Create(Options.DefaultName);
        options.UnsafePreferInlineScheduling = true;
        return options;
    }
}
