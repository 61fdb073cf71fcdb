using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Caching;

/// <summary>Answers by key, in memory, up to a limit of bytes; those that were not asked for longest go first.</summary>
internal sealed class ResponseCache(IOptions<CacheOptions> options, TimeProvider time)
{
    private readonly CacheOptions _options = options.Value;
    private readonly Lock _lock = new();
    private readonly Dictionary<CacheKey, LinkedListNode<(CacheKey Key, CachedAnswer Answer)>> _answers = [];
    private readonly LinkedList<(CacheKey Key, CachedAnswer Answer)> _byUse = new();
    private long _bytes;
    private long _hits;
    private long _misses;

    public CacheCounts Counts
    {
        get
        {
            lock (_lock)
            {
                return new CacheCounts(_answers.Count, _bytes, _hits, _misses);
            }
        }
    }

    /// <summary>The time by which the age of answers is told.</summary>
    public long Now => time.GetTimestamp();

    /// <summary>Null when there is none that may still be given.</summary>
    public CachedAnswer? Find(CacheKey key)
    {
        lock (_lock)
        {
            if (_answers.TryGetValue(key, out var node) && AgeOf(node.Value.Answer) < node.Value.Answer.Lifetime)
            {
                _hits++;
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                return node.Value.Answer;
            }

            _misses++;
            Remove(node);
            return null;
        }
    }

    /// <summary>How long ago it was kept.</summary>
    public TimeSpan AgeOf(CachedAnswer answer) => time.GetElapsedTime(answer.Kept);

    /// <summary>Keeps it in the place of an older one, unless it is larger than the limits allow.</summary>
    public void Keep(CacheKey key, CachedAnswer answer)
    {
        if (answer.Body.Length > _options.EntryBytesMax || answer.Bytes > _options.BytesMax)
        {
            return;
        }

        lock (_lock)
        {
            Remove(_answers.GetValueOrDefault(key));
            _answers[key] = _byUse.AddFirst((key, answer));
            _bytes += answer.Bytes;
            while (_bytes > _options.BytesMax)
            {
                Remove(_byUse.Last);
            }
        }
    }

    /// <summary>Forgets all answers. The counts go on.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _answers.Clear();
            _byUse.Clear();
            _bytes = 0;
        }
    }

    private void Remove(LinkedListNode<(CacheKey Key, CachedAnswer Answer)>? node)
    {
        if (node is not null)
        {
            _answers.Remove(node.Value.Key);
            _byUse.Remove(node);
            _bytes -= node.Value.Answer.Bytes;
        }
    }
}
