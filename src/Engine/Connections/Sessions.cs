using Tracehouse.Engine.Errors;

namespace Tracehouse.Engine.Connections;

/// <summary>Connections that clients keep under a name, with the temporary tables and settings they have made there.</summary>
internal sealed class Sessions(EngineDatabase database, int sessionsMax, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Session> _sessions = [];

    /// <summary>Takes the session for one statement. With an error there is none.</summary>
    public EngineError? Enter(string id, bool mustExist, out EngineConnection? connection)
    {
        connection = null;
        lock (_lock)
        {
            RemoveExpired();
            if (_sessions.TryGetValue(id, out var session))
            {
                if (session.IsBusy)
                {
                    return KnownErrors.SessionIsLocked;
                }
            }
            else if (mustExist)
            {
                return KnownErrors.SessionNotFound;
            }
            else if (_sessions.Count >= sessionsMax)
            {
                return KnownErrors.TooManySessions;
            }
            else
            {
                _sessions[id] = session = new Session(database.Connect());
            }

            session.IsBusy = true;
            connection = session.Connection;
            return null;
        }
    }

    /// <summary>Gives the session back; a broken one is gone with what it held.</summary>
    public void Leave(string id, int timeoutSeconds, bool isBroken)
    {
        lock (_lock)
        {
            var session = _sessions[id];
            session.IsBusy = false;
            session.ExpiresAt = time.GetUtcNow().AddSeconds(timeoutSeconds);
            if (isBroken)
            {
                Remove(id, session);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var (id, session) in _sessions.ToArray())
            {
                Remove(id, session);
            }
        }
    }

    private void RemoveExpired()
    {
        var now = time.GetUtcNow();
        foreach (var (id, session) in _sessions.ToArray())
        {
            if (!session.IsBusy && session.ExpiresAt < now)
            {
                Remove(id, session);
            }
        }
    }

    private void Remove(string id, Session session)
    {
        _sessions.Remove(id);
        session.Connection.Dispose();
    }

    private sealed class Session(EngineConnection connection)
    {
        public EngineConnection Connection => connection;

        public bool IsBusy { get; set; }

        public DateTimeOffset ExpiresAt { get; set; }
    }
}
