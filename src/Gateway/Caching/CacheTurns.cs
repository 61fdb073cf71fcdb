using System.Collections.Concurrent;

namespace Tracehouse.Gateway.Caching;

/// <summary>Lets only the first of several calls that ask the same at once go to the provider, while the others wait for its answer.</summary>
internal sealed class CacheTurns
{
    private readonly ConcurrentDictionary<CacheKey, Turn> _turns = [];

    /// <summary>The caller's own turn, which it ends by disposing it; or else the end of another's, to wait for.</summary>
    public (IDisposable? Own, Task? Other) Take(CacheKey key)
    {
        var own = new Turn(this, key);
        var first = _turns.GetOrAdd(key, own);
        return first == own ? (own, null) : (null, first.Ended.Task);
    }

    private sealed class Turn(CacheTurns turns, CacheKey key) : IDisposable
    {
        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose()
        {
            turns._turns.TryRemove(KeyValuePair.Create(key, this));
            Ended.TrySetResult();
        }
    }
}
