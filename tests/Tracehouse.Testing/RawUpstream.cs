using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tracehouse.Testing;

/// <summary>A provider of models that answers in bytes, and so in ways that no HTTP server would.</summary>
public sealed class RawUpstream : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Socket, CancellationToken, Task> _answer;
    private readonly Task _accepting;
    private int _requests;

    private RawUpstream(Func<Socket, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    /// <summary>The address to configure as a provider's.</summary>
    public string BaseUrl => $"http://{_listener.LocalEndPoint}/v1";

    /// <summary>How many requests came.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Reads one request on each connection, answers it, and closes the connection.</summary>
    public static RawUpstream Start(Func<Socket, CancellationToken, Task> answer) => new(answer);

    /// <summary>Answers with these bytes.</summary>
    public static RawUpstream Start(string bytes) => new(async (socket, stop) => await socket.SendAsync(Encoding.Latin1.GetBytes(bytes), stop));

    /// <summary>Breaks a connection off, so that the other side sees no end but an error.</summary>
    public static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var answering = new List<Task>();
        try
        {
            while (true)
            {
                answering.Add(AnswerAsync(await _listener.AcceptAsync(_stop.Token)));
            }
        }
        finally
        {
            await Task.WhenAll(answering);
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                socket.NoDelay = true;
                if (await ReadRequestAsync(socket))
                {
                    Interlocked.Increment(ref _requests);
                    await _answer(socket, _stop.Token);
                }
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The other side has gone, or the test is over.
            }
        }
    }

    /// <summary>Reads up to the end of a body of known length. False when none came.</summary>
    private async Task<bool> ReadRequestAsync(Socket socket)
    {
        var (text, buffer) = (new StringBuilder(), new byte[64 * 1024]);
        long left = 1;
        while (left > 0)
        {
            var read = await socket.ReceiveAsync(buffer, _stop.Token);
            if (read == 0)
            {
                return false;
            }

            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            left = LeftOf(text.ToString());
        }

        return true;
    }

    private static long LeftOf(string request)
    {
        const string Length = "\r\nContent-Length: ";
        var head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var at = request.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        return head < 0 ? 1
            : at < 0 || at > head ? 0
            : head + 4 + long.Parse(request.AsSpan(at + Length.Length, request.IndexOf('\r', at + Length.Length) - at - Length.Length)) - request.Length;
    }
}
