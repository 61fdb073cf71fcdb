using System.Collections.Concurrent;

namespace Tracehouse.Gateway.Pricing;

/// <summary>
/// What was found under the names that calls gave. When there are too many, those that nobody has asked for of late are forgotten, so that names that somebody
/// makes up never push out those that are in use.
/// </summary>
/// <param name="max">How many are remembered at most.</param>
internal sealed class RecentlyFound<T>(int max)
{
    private readonly Lock _gate = new();
    private volatile ConcurrentDictionary<(string Provider, string Model), T> _recent = [];
    private volatile ConcurrentDictionary<(string Provider, string Model), T> _before = [];

    /// <summary>How many are remembered.</summary>
    public int Count => _recent.Count + _before.Count;

    /// <summary>What is remembered, else what is found now.</summary>
    public T GetOrFind(string provider, string model, Func<string, string, T> find)
    {
        var key = (provider, model);
        if (_recent.TryGetValue(key, out var found))
        {
            return found;
        }

        found = _before.TryGetValue(key, out var old) ? old : find(provider, model);
        if (_recent.TryAdd(key, found) && _recent.Count > max / 2)
        {
            Forget();
        }

        return found;
    }

    private void Forget()
    {
        lock (_gate)
        {
            if (_recent.Count > max / 2)
            {
                (_before, _recent) = (_recent, []);
            }
        }
    }
}
