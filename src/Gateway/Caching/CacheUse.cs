namespace Tracehouse.Gateway.Caching;

/// <summary>What the cache has to do with one call that asked for it.</summary>
/// <param name="key">What makes a call the same as this one.</param>
/// <param name="lifetime">How long its answer may be given again.</param>
internal sealed class CacheUse(CacheKey key, TimeSpan lifetime) : IDisposable
{
    public CacheKey Key { get; } = key;

    public TimeSpan Lifetime { get; } = lifetime;

    /// <summary>Whether the answer came from the cache.</summary>
    public bool IsHit { get; set; }

    /// <summary>How much of the answer has been kept so far.</summary>
    public int KeptBytes { get; set; }

    /// <summary>What others wait for that ask the same; null when nobody may.</summary>
    public IDisposable? Turn { get; set; }

    /// <summary>Lets those go on that wait for this call.</summary>
    public void Dispose() => Turn?.Dispose();
}
