using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Keys;

namespace Tracehouse.Server.Access;

/// <summary>Who has signed in to the pages. It is kept in memory, so a restart asks again, and nothing of it can be stolen from a disk.</summary>
internal sealed class Sessions(KeyRing ring, IOptions<SignInOptions> options, TimeProvider time)
{
    private const int IdBytes = 32;

    private readonly ConcurrentDictionary<string, Session> _sessions = new(StringComparer.Ordinal);

    /// <summary>How long a session lasts.</summary>
    public TimeSpan Lifetime => TimeSpan.FromHours(options.Value.Hours);

    /// <summary>Begins a session for a key; answers the random name that the browser keeps.</summary>
    public string Begin(ApiKey key)
    {
        MakeRoom();
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        _sessions[id] = new Session(key.Id, key.SecretDigest, time.GetUtcNow() + Lifetime);
        return id;
    }

    /// <summary>The key behind a session, as it is now; null when the session is over, or the key was revoked, rotated or has expired.</summary>
    public ApiKey? Find(string id)
    {
        var now = time.GetUtcNow();
        return _sessions.TryGetValue(id, out var session) && session.EndsAt > now
            && ring.Find(session.KeyId) is { } key && key.IsActive(now) && key.SecretDigest == session.SecretDigest
            ? key
            : null;
    }

    public void End(string id) => _sessions.TryRemove(id, out _);

    private void MakeRoom()
    {
        var now = time.GetUtcNow();
        if (_sessions.Count < options.Value.SessionsMax)
        {
            return;
        }

        var excess = _sessions.Count - options.Value.SessionsMax + 1;
        foreach (var (id, _) in _sessions.Where(entry => entry.Value.EndsAt <= now).Concat(_sessions.OrderBy(entry => entry.Value.EndsAt).Take(excess)).ToList())
        {
            End(id);
        }
    }

    private sealed record Session(string KeyId, string SecretDigest, DateTimeOffset EndsAt);
}
