using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Tracehouse.Gateway.Upstream;

namespace Tracehouse.Gateway.Wire;

/// <summary>Opens connections. Throws <see cref="HttpRequestException"/> that says why there is none.</summary>
/// <param name="options">How long that may take.</param>
/// <param name="time">The time that it takes.</param>
/// <param name="trust">Whose certificates are good; null for those that the machine trusts.</param>
internal sealed class WireConnector(UpstreamOptions options, TimeProvider time, X509ChainPolicy? trust = null)
{
    /// <summary>Connects within the time set: to the first address of the name that takes the connection, each of which gets its share of the time.</summary>
    public async ValueTask<WireConnection> ConnectAsync(WireAddress to, CancellationToken abort)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(options.ConnectSecondsMax), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, abort);
        try
        {
            var socket = await ConnectAsync(await FindAsync(to.Host, either.Token), to.Port, either.Token);
            return new WireConnection(socket, to.IsSecure ? await SecureAsync(socket, to.Host, either.Token) : null, time.GetTimestamp());
        }
        catch (OperationCanceledException e) when (!abort.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"There was no connection within {options.ConnectSecondsMax} seconds (setting Gateway:ConnectSecondsMax).", e);
        }
    }

    private static async ValueTask<IPAddress[]> FindAsync(string host, CancellationToken abort)
    {
        if (IPAddress.TryParse(host, out var address))
        {
            return [address];
        }

        try
        {
            return await Dns.GetHostAddressesAsync(host, abort);
        }
        catch (SocketException e)
        {
            throw new HttpRequestException(HttpRequestError.NameResolutionError, $"{e.Message} ({host})", e);
        }
    }

    /// <summary>Connects to the first of these that takes the connection.</summary>
    internal async ValueTask<Socket> ConnectAsync(IPAddress[] addresses, int port, CancellationToken abort)
    {
        var share = TimeSpan.FromSeconds(options.ConnectSecondsMax) / Math.Max(1, addresses.Length);
        Exception? last = null;
        foreach (var address in addresses)
        {
            using var late = new CancellationTokenSource(share, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, abort);
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), either.Token);
                return socket;
            }
            catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !abort.IsCancellationRequested))
            {
                socket.Dispose();
                last = e;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last as OperationCanceledException ?? (Exception)new HttpRequestException(HttpRequestError.ConnectionError, last?.Message ?? "The name has no address.", last);
    }

    private async ValueTask<SslStream> SecureAsync(Socket socket, string host, CancellationToken abort)
    {
        // The proof of a name takes long, and may even ask other machines.
        await PoolThread.GoAsync();
        var connection = new HoppingStream(new NetworkStream(socket, ownsSocket: true));
        var stream = new SslStream(connection);
        try
        {
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = host,
                ApplicationProtocols = [SslApplicationProtocol.Http11],
                CertificateChainPolicy = trust,
            }, abort);
            connection.Hops = false;
            return stream;
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            await stream.DisposeAsync();
            throw new HttpRequestException(HttpRequestError.SecureConnectionError, e.Message, e);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }
}
