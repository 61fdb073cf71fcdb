using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Tracehouse.Tests.Gateway.Wire;

/// <summary>An upstream that says byte by byte what a test wants, and keeps its connections for as long as the test does.</summary>
internal sealed class TalkingUpstream : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Talk, Task> _talk;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;
    private int _connections;

    private TalkingUpstream(Func<Talk, Task> talk, X509Certificate2? certificate)
    {
        (_talk, _certificate) = (talk, certificate);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public Uri Url => new($"{(_certificate is null ? "http" : "https")}://127.0.0.1:{Port}");

    /// <summary>How many connections were made.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Talks on each connection, and closes it at the end of the talk.</summary>
    public static TalkingUpstream Start(Func<Talk, Task> talk, X509Certificate2? certificate = null) => new(talk, certificate);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                talks.Add(TalkAsync(await _listener.AcceptAsync(_stop.Token)));
            }
        }
        finally
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(Socket socket)
    {
        socket.NoDelay = true;
        var number = Interlocked.Increment(ref _connections);
        try
        {
            await using Stream stream = _certificate is null ? new NetworkStream(socket, ownsSocket: true) : new SslStream(new NetworkStream(socket, ownsSocket: true));
            if (stream is SslStream tls)
            {
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
            }

            await _talk(new Talk(socket, stream, number, _stop.Token));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The other side has gone, or the test is over.
        }
    }

    /// <summary>One connection, from the upstream's side.</summary>
    internal sealed class Talk(Socket socket, Stream stream, int number, CancellationToken stop)
    {
        private readonly byte[] _buffer = new byte[64 * 1024];
        private string _read = "";

        /// <summary>Which connection it is, from one.</summary>
        public int Number => number;

        public Socket Socket => socket;

        public CancellationToken Stop => stop;

        /// <summary>The next request, head and body of known length; null when there is none.</summary>
        public async Task<string?> ReadRequestAsync()
        {
            while (true)
            {
                var head = _read.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                if (head >= 0)
                {
                    var end = head + 4 + LengthIn(_read[..head]);
                    if (_read.Length >= end)
                    {
                        var request = _read[..end];
                        _read = _read[end..];
                        return request;
                    }
                }

                if (!await ReadAsync())
                {
                    return null;
                }
            }
        }

        /// <summary>Waits until the head of a request is there, whatever of its body is.</summary>
        public async Task ReadHeadAsync()
        {
            while (!_read.Contains("\r\n\r\n", StringComparison.Ordinal) && await ReadAsync())
            {
            }
        }

        /// <summary>False when the other side has closed.</summary>
        public async Task<bool> ReadAsync()
        {
            var count = await stream.ReadAsync(_buffer, stop);
            _read += Encoding.Latin1.GetString(_buffer, 0, count);
            return count > 0;
        }

        public async Task WriteAsync(string text) => await WriteAsync(Encoding.Latin1.GetBytes(text));

        public async Task WriteAsync(ReadOnlyMemory<byte> bytes) => await stream.WriteAsync(bytes, stop);

        private static int LengthIn(string head)
        {
            const string Name = "\r\nContent-Length: ";
            var at = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
            return at < 0 ? 0 : int.Parse(head[(at + Name.Length)..].Split('\r')[0]);
        }
    }
}
