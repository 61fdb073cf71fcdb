using Tracehouse.Engine.Errors;

namespace Tracehouse.Engine.Connections;

/// <summary>Idle connections by what they are set to. The one that has been idle longest makes room for a new one.</summary>
internal sealed class ConnectionPool(EngineDatabase database, int idleMax) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly LinkedList<EngineConnection> _idle = [];

    /// <summary>The most recently used connection with that key, or a new one; with an error there is none.</summary>
    public EngineError? Rent(ConnectionKey key, out EngineConnection? connection)
    {
        connection = Take(key);
        if (connection is not null)
        {
            return null;
        }

        var fresh = database.Connect();
        if (fresh.Prepare(key) is { } error)
        {
            fresh.Dispose();
            return error;
        }

        connection = fresh;
        return null;
    }

    /// <summary>Only for connections whose last statement succeeded and cannot have changed them.</summary>
    public void Return(EngineConnection connection)
    {
        if (!connection.Key.IsCommon)
        {
            connection.Dispose();
            return;
        }

        EngineConnection? surplus = null;
        lock (_lock)
        {
            _idle.AddFirst(connection);
            if (_idle.Count > idleMax)
            {
                surplus = _idle.Last!.Value;
                _idle.RemoveLast();
            }
        }

        surplus?.Dispose();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var connection in _idle)
            {
                connection.Dispose();
            }

            _idle.Clear();
        }
    }

    private EngineConnection? Take(ConnectionKey key)
    {
        lock (_lock)
        {
            for (var node = _idle.First; node is not null; node = node.Next)
            {
                if (node.Value.Key == key)
                {
                    _idle.Remove(node);
                    return node.Value;
                }
            }
        }

        return null;
    }
}
