using Tracehouse.Gateway.Upstream;

namespace Tracehouse.Gateway.Wire;

/// <summary>One address, and the connections to it that nobody uses at the moment. The one used last is used first, so that the others can grow old.</summary>
internal sealed class WireOrigin(WireAddress address, WireConnector connector, UpstreamOptions options, TimeProvider time, Action noteIdle)
{
    private readonly Lock _gate = new();
    private readonly List<WireConnection> _idle = [];
    private bool _isClosed;

    /// <summary>The address as a request names it.</summary>
    public string Host => address.Header;

    /// <summary>
    /// Sends a request and waits for the head of the answer; both belong to the answer from then on. Throws <see cref="HttpRequestException"/> when there is
    /// no connection, and <see cref="IOException"/> when there is no answer.
    /// </summary>
    public async ValueTask<UpstreamAnswer> AskAsync(WireRequest request, CancellationToken abort)
    {
        WireAnswer? answer = null;
        try
        {
            if (TakeIdle(abort) is { } connection)
            {
                answer = new WireAnswer(this, connection, request, options);
                if (await answer.AskAsync(abort))
                {
                    return answer;
                }

                connection.Dispose();
                answer = null;
            }

            answer = new WireAnswer(this, await ConnectAsync(abort), request, options);
            await answer.AskAsync(abort);
            return answer;
        }
        catch
        {
            answer?.Dispose();
            request.Dispose();
            throw;
        }
    }

    /// <summary>Keeps a connection for the next request.</summary>
    public void Keep(WireConnection connection)
    {
        connection.Rest();
        connection.IdleSince = time.GetTimestamp();
        lock (_gate)
        {
            if (!_isClosed && _idle.Count < options.IdleConnectionsMax && MayBeUsed(connection))
            {
                _idle.Add(connection);
                connection = null!;
            }
        }

        connection?.Dispose();
        noteIdle();
    }

    /// <summary>Closes what is too old or closed by the other side. Answers whether anything is left.</summary>
    public bool Prune()
    {
        List<WireConnection> old;
        bool isAnyLeft;
        lock (_gate)
        {
            old = _idle.FindAll(connection => !MayBeUsed(connection) || connection.IsStale());
            _idle.RemoveAll(old.Contains);
            isAnyLeft = _idle.Count > 0;
        }

        old.ForEach(connection => connection.Dispose());
        return isAnyLeft;
    }

    /// <summary>Closes everything that nobody uses, now and later.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            _idle.ForEach(connection => connection.Dispose());
            _idle.Clear();
        }
    }

    /// <summary>The connection used last that is still good, and listens; null when there is none.</summary>
    private WireConnection? TakeIdle(CancellationToken abort)
    {
        while (Pop() is { } connection)
        {
            if (MayBeUsed(connection) && connection.Listen(abort))
            {
                return connection;
            }

            connection.Dispose();
        }

        return null;
    }

    private WireConnection? Pop()
    {
        lock (_gate)
        {
            if (_idle.Count == 0)
            {
                return null;
            }

            var connection = _idle[^1];
            _idle.RemoveAt(_idle.Count - 1);
            return connection;
        }
    }

    private async ValueTask<WireConnection> ConnectAsync(CancellationToken abort)
    {
        var connection = await connector.ConnectAsync(address, abort);
        connection.Listen(abort);
        return connection;
    }

    private bool MayBeUsed(WireConnection connection)
    {
        // Whoever says how long it waits is asked no more in the last second of it.
        var idleSeconds = Math.Min(options.IdleSecondsMax, connection.IdleSeconds - 1 ?? int.MaxValue);
        return time.GetElapsedTime(connection.IdleSince).TotalSeconds < idleSeconds && time.GetElapsedTime(connection.OpenedAt).TotalSeconds < options.ConnectionSecondsMax;
    }
}
