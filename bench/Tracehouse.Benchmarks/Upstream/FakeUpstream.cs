using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tracehouse.Benchmarks.Sockets;

namespace Tracehouse.Benchmarks.Upstream;

/// <summary>A provider of models that costs next to nothing: one thread, answers made beforehand. Streams come in a burst, or an event at a time.</summary>
internal sealed class FakeUpstream : IDisposable
{
    private const int PacedMilliseconds = 5;
    private const int SlowMilliseconds = 250;
    private const int Listening = -1;

    private static readonly byte[] Burst = Encoding.ASCII.GetBytes(Answers.Burst);
    private static readonly byte[] Paced = Encoding.ASCII.GetBytes(Answers.Paced);
    private static readonly byte[] Slow = Encoding.ASCII.GetBytes(Answers.Slow);

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Poller _poller = new();
    private readonly List<Connection?> _connections = [];
    private readonly Pace _paced = new(PacedMilliseconds);
    private readonly Pace _slow = new(SlowMilliseconds);
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly byte[][] _whole = [Answers.WholeMessage];

    /// <summary>Serves until the process is killed.</summary>
    public static void Serve(int port)
    {
        using var upstream = new FakeUpstream();
        upstream._listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        upstream._listener.Listen(2048);
        upstream._poller.Add((int)upstream._listener.Handle, Listening);
        upstream.Run();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _poller.Dispose();
    }

    private void Run()
    {
        var tokens = new int[512];
        while (true)
        {
            var wait = Math.Min(_paced.MillisecondsLeft, _slow.MillisecondsLeft);
            var ready = _poller.Wait(tokens, wait);
            for (var index = 0; index < ready; index++)
            {
                if (tokens[index] == Listening)
                {
                    Accept();
                }
                else if (_connections[tokens[index]] is { } connection)
                {
                    Write(connection);
                    Read(connection);
                }
            }

            Advance(_paced);
            Advance(_slow);
        }
    }

    private void Accept()
    {
        var channel = new Channel(_listener.Accept());
        var connection = new Connection(channel, _connections.Count);
        _connections.Add(connection);
        _poller.Add(channel.Descriptor, connection.Token);
    }

    private void Read(Connection connection)
    {
        var length = connection.Channel.Receive(_buffer);
        if (length < 0)
        {
            Close(connection);
        }
        else if (length > 0)
        {
            var bytes = _buffer.AsSpan(0, length);
            connection.Note(bytes.IndexOf("#"u8) is >= 0 and var mark ? bytes[mark..] : default);
            connection.Request.Take(bytes);
            if (connection.Request.IsDone)
            {
                Answer(connection);
            }
        }
    }

    private void Answer(Connection connection)
    {
        (connection.Pieces, connection.Pace) = connection.Wish switch
        {
            Wish.Burst => (Answers.Stream, null),
            Wish.Paced => (Answers.Stream, _paced),
            Wish.Slow => (Answers.SlowStream, _slow),
            _ => (_whole, null),
        };
        connection.Allowed = connection.Pace is null ? connection.Pieces.Length : 1;
        connection.Restart();
        connection.Pace?.Add(connection);
        Write(connection);
    }

    private void Advance(Pace pace)
    {
        while (pace.TakeDue() is { } connection)
        {
            if (!connection.IsClosed)
            {
                connection.Allowed++;
                Write(connection);
                if (connection.Allowed < connection.Pieces.Length)
                {
                    pace.Add(connection);
                }
            }
        }
    }

    private void Write(Connection connection)
    {
        while (connection.Next < connection.Allowed)
        {
            var piece = connection.Pieces[connection.Next].AsSpan(connection.Offset);
            var sent = connection.Channel.Send(piece);
            if (sent < 0)
            {
                Close(connection);
                return;
            }

            if (sent < piece.Length)
            {
                connection.Offset += sent;
                connection.IsBlocked = true;
                _poller.Want(connection.Channel.Descriptor, connection.Token, writable: true);
                return;
            }

            (connection.Next, connection.Offset) = (connection.Next + 1, 0);
        }

        if (connection.IsBlocked)
        {
            connection.IsBlocked = false;
            _poller.Want(connection.Channel.Descriptor, connection.Token, writable: false);
        }
    }

    private void Close(Connection connection)
    {
        if (!connection.IsClosed)
        {
            connection.IsClosed = true;
            _connections[connection.Token] = null;
            _poller.Remove(connection.Channel.Descriptor);
            connection.Channel.Dispose();
        }
    }

    private enum Wish
    {
        Whole,
        Burst,
        Paced,
        Slow,
    }

    /// <summary>Whose turn comes when; all wait equally long, so the first in is the first out.</summary>
    private sealed class Pace(int milliseconds)
    {
        private readonly Queue<(Connection Connection, long Due)> _waiting = new();

        public int MillisecondsLeft => _waiting.TryPeek(out var first)
            ? Math.Max(0, (int)Math.Ceiling((first.Due - Stopwatch.GetTimestamp()) * 1000.0 / Stopwatch.Frequency))
            : int.MaxValue;

        public void Add(Connection connection) => _waiting.Enqueue((connection, Stopwatch.GetTimestamp() + (milliseconds * Stopwatch.Frequency / 1000)));

        public Connection? TakeDue() => _waiting.TryPeek(out var first) && first.Due <= Stopwatch.GetTimestamp() ? _waiting.Dequeue().Connection : null;
    }

    private sealed class Connection(Channel channel, int token)
    {
        public Channel Channel { get; } = channel;

        public int Token { get; } = token;

        public MessageReader Request { get; } = new();

        public Wish Wish { get; private set; }

        public byte[][] Pieces { get; set; } = [];

        public Pace? Pace { get; set; }

        /// <summary>The next piece to send, from where in it, and the first that must wait for its time.</summary>
        public int Next { get; set; }

        public int Offset { get; set; }

        public int Allowed { get; set; }

        public bool IsBlocked { get; set; }

        public bool IsClosed { get; set; }

        public void Note(ReadOnlySpan<byte> mark)
        {
            Wish = mark.StartsWith(Burst) ? Wish.Burst : mark.StartsWith(Paced) ? Wish.Paced : mark.StartsWith(Slow) ? Wish.Slow : Wish;
        }

        public void Restart()
        {
            (Next, Offset, Wish) = (0, 0, Wish.Whole);
            Request.Reset();
        }
    }
}
