using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tracehouse.Tests.Gateway.Faults;

/// <summary>A client that speaks in bytes, and so in ways that no HTTP library would.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly StringBuilder _read = new();

    /// <summary>Connects; with few bytes to receive, it soon takes nothing that it does not read.</summary>
    public static async Task<RawClient> ConnectAsync(GatewayHost host, int? receiveBytes = null)
    {
        var client = new RawClient();
        if (receiveBytes is { } bytes)
        {
            client._socket.ReceiveBufferSize = bytes;
        }

        await client._socket.ConnectAsync(IPAddress.Loopback, host.Client.BaseAddress!.Port, GatewayHost.Stop);
        return client;
    }

    /// <summary>Sends a request and answers everything that came until the gateway closed.</summary>
    public static async Task<string> AskAsync(GatewayHost host, string request)
    {
        using var client = await ConnectAsync(host);
        await client.SendAsync(request);
        return await client.ReadToEndAsync();
    }

    /// <summary>A request of HTTP/1.1 with a body of known length, after which the connection is to close.</summary>
    public static string Post(string body, string headers = "", string path = "/v1/chat/completions") =>
        $"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}";

    public async Task SendAsync(string text) => await _socket.SendAsync(Encoding.Latin1.GetBytes(text), GatewayHost.Stop);

    public async Task<string> ReadUntilAsync(string end)
    {
        while (!_read.ToString().Contains(end, StringComparison.Ordinal) && await ReadAsync())
        {
        }

        return _read.ToString();
    }

    public async Task<string> ReadToEndAsync()
    {
        while (await ReadAsync())
        {
        }

        return _read.ToString();
    }

    /// <summary>Says that no more will be sent, and still reads.</summary>
    public void CloseHalf() => _socket.Shutdown(SocketShutdown.Send);

    public void Dispose() => _socket.Dispose();

    private async Task<bool> ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            var read = await _socket.ReceiveAsync(buffer, GatewayHost.Stop);
            _read.Append(Encoding.Latin1.GetString(buffer, 0, read));
            return read > 0;
        }
        catch (SocketException)
        {
            // A connection that was broken off has no more to say either.
            return false;
        }
    }
}
