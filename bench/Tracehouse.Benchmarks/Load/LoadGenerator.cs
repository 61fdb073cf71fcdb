using System.Diagnostics;
using System.Net.Sockets;
using Tracehouse.Benchmarks.Sockets;

namespace Tracehouse.Benchmarks.Load;

/// <summary>
/// Asks and measures, on one thread and without allocation per request: 1. connect, 2. start requests, when a connection is free or the time has come,
/// 3. read answers and check them, 4. when the time is up, wait for the answers still under way.
/// </summary>
internal sealed class LoadGenerator : IDisposable
{
    private const int AnswersMax = 2_000_000;
    private const int BadMax = 1000;
    private const int Ticking = -1;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly LoadPlan _plan;
    private readonly Poller _poller = new();
    private readonly Connection[] _connections;
    private readonly Stack<Connection> _idle;
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly long[] _whole;
    private readonly long[] _first;
    private int _answered;
    private int _bad;
    private int _answeredInTime;
    private int _underWay;
    private long _end;

    private LoadGenerator(LoadPlan plan)
    {
        _plan = plan;
        _connections = new Connection[plan.Connections];
        _idle = new Stack<Connection>(plan.Connections);
        var answersMax = plan.RatePerSecond is { } rate ? (int)(rate * plan.Seconds) + 1 : AnswersMax;
        _whole = new long[answersMax];
        _first = new long[answersMax];
    }

    /// <summary>Runs the plan on a thread of its own that stays on one core.</summary>
    public static LoadResult Run(LoadPlan plan, int core)
    {
        LoadResult? result = null;
        var thread = new Thread(() =>
        {
            Native.PinThread(core);
            using var generator = new LoadGenerator(plan);
            result = generator.Run();
        });
        thread.Start();
        thread.Join();
        return result!;
    }

    public void Dispose()
    {
        foreach (var connection in _connections)
        {
            connection?.Channel.Dispose();
        }

        _poller.Dispose();
    }

    private LoadResult Run()
    {
        for (var index = 0; index < _connections.Length; index++)
        {
            _connections[index] = Connect(index);
            _idle.Push(_connections[index]);
        }

        var started = Stopwatch.GetTimestamp();
        _end = started + (long)(_plan.Seconds * Stopwatch.Frequency);
        if (_plan.RatePerSecond is { } rate)
        {
            RunOpen(rate);
        }
        else
        {
            while (_idle.TryPop(out var connection))
            {
                Start(connection, Stopwatch.GetTimestamp());
            }

            while (Stopwatch.GetTimestamp() < _end && _bad < BadMax)
            {
                Poll(null);
            }
        }

        Finish();
        return new LoadResult(
            _answered, _bad, _answeredInTime / _plan.Seconds, Percentiles.Of(_whole.AsSpan(0, _answered)), Percentiles.Of(_first.AsSpan(0, _answered)));
    }

    private void RunOpen(double rate)
    {
        var count = (int)(rate * _plan.Seconds);
        using var ticker = new Ticker(rate);
        _poller.Add(ticker.Descriptor, Ticking);
        var (started, due) = (0, 0);
        var giveUp = _end + (long)(Patience.TotalSeconds * Stopwatch.Frequency);
        while (started < count && _bad < BadMax && Stopwatch.GetTimestamp() < giveUp)
        {
            due += Poll(ticker);
            while (started < Math.Min(due, count) && _idle.TryPop(out var connection))
            {
                Start(connection, ticker.DueAt(started++));
            }
        }

        _poller.Remove(ticker.Descriptor);
        _bad += count - started;
    }

    private void Finish()
    {
        var giveUp = Stopwatch.GetTimestamp() + (long)(Patience.TotalSeconds * Stopwatch.Frequency);
        while (_underWay > 0 && Stopwatch.GetTimestamp() < giveUp)
        {
            Poll(null);
        }

        _bad += _underWay;
    }

    /// <summary>Handles what is ready; answers how many ticks have passed.</summary>
    private int Poll(Ticker? ticker)
    {
        Span<int> tokens = stackalloc int[256];
        var ready = _poller.Wait(tokens, milliseconds: 50);
        var ticks = 0;
        for (var index = 0; index < ready; index++)
        {
            if (tokens[index] == Ticking)
            {
                ticks += ticker?.Read() ?? 0;
            }
            else
            {
                var connection = _connections[tokens[index]];
                Send(connection);
                Read(connection);
            }
        }

        return ticks;
    }

    private void Start(Connection connection, long due)
    {
        (connection.Due, connection.FirstByte, connection.Sent) = (due, 0, 0);
        connection.Answer.Reset();
        connection.IsUnderWay = true;
        _underWay++;
        Send(connection);
    }

    private void Send(Connection connection)
    {
        if (connection.Sent == _plan.Request.Length || !connection.IsUnderWay)
        {
            return;
        }

        var sent = connection.Channel.Send(_plan.Request.AsSpan(connection.Sent));
        connection.Sent += Math.Max(0, sent);
        var isBlocked = connection.Sent < _plan.Request.Length;
        if (isBlocked != connection.IsBlocked)
        {
            connection.IsBlocked = isBlocked;
            _poller.Want(connection.Channel.Descriptor, Array.IndexOf(_connections, connection), isBlocked);
        }
    }

    private void Read(Connection connection)
    {
        var length = connection.Channel.Receive(_buffer);
        if (length == 0)
        {
            return;
        }

        if (length > 0)
        {
            connection.Answer.Take(_buffer.AsSpan(0, length));
            if (connection.FirstByte == 0 && connection.Answer.BodyBytes > 0)
            {
                connection.FirstByte = Stopwatch.GetTimestamp();
            }
        }

        if (length < 0 || connection.Answer.IsBroken || !connection.IsUnderWay)
        {
            Replace(connection);
        }
        else if (connection.Answer.IsDone)
        {
            End(connection);
        }
    }

    private void End(Connection connection)
    {
        var now = Stopwatch.GetTimestamp();
        var answer = connection.Answer;
        connection.IsUnderWay = false;
        _underWay--;
        if (answer.Status != 200 || answer.BodyBytes < _plan.BodyBytesMin || answer.BodyBytes > _plan.BodyBytesMax)
        {
            _bad++;
        }
        else if (_answered < _whole.Length)
        {
            _whole[_answered] = now - connection.Due;
            _first[_answered] = connection.FirstByte - connection.Due;
            _answered++;
            _answeredInTime += now <= _end ? 1 : 0;
        }

        Again(connection, now);
    }

    /// <summary>An answer broke off, or the peer closed a connection that it was to keep.</summary>
    private void Replace(Connection connection)
    {
        var token = Array.IndexOf(_connections, connection);
        _poller.Remove(connection.Channel.Descriptor);
        connection.Channel.Dispose();
        var next = _connections[token] = Connect(token);
        if (connection.IsUnderWay)
        {
            _bad++;
            _underWay--;
            Again(next, Stopwatch.GetTimestamp());
        }
    }

    private void Again(Connection connection, long now)
    {
        if (_plan.RatePerSecond is not null)
        {
            _idle.Push(connection);
        }
        else if (now < _end && _answered < _whole.Length)
        {
            Start(connection, now);
        }
    }

    private Connection Connect(int token)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(_plan.Target);
        var connection = new Connection(new Channel(socket));
        _poller.Add(connection.Channel.Descriptor, token);
        return connection;
    }

    private sealed class Connection(Channel channel)
    {
        public Channel Channel { get; } = channel;

        public MessageReader Answer { get; } = new();

        /// <summary>When the request was to start.</summary>
        public long Due { get; set; }

        public long FirstByte { get; set; }

        public int Sent { get; set; }

        public bool IsBlocked { get; set; }

        public bool IsUnderWay { get; set; }
    }
}
