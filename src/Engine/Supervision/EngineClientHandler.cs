using System.Net.Sockets;

namespace Tracehouse.Engine.Supervision;

/// <summary>Makes the HTTP handler that reaches an engine wherever it listens.</summary>
public static class EngineClientHandler
{
    public static SocketsHttpHandler Create(EngineEndpoint endpoint)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        if (endpoint.Socket is { } path)
        {
            handler.ConnectCallback = (_, abort) => ConnectAsync(path, abort);
        }

        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken abort)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), abort);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
