namespace Tracehouse.Gateway.Caching;

/// <summary>The limits of the response cache, under <c>Cache</c>. Nothing is cached that its caller or its alias does not ask to be.</summary>
public sealed class CacheOptions
{
    /// <summary>How much memory its answers may take together; 0 caches nothing.</summary>
    public long BytesMax { get; set; } = 64 * 1024 * 1024;

    /// <summary>The largest answer that is kept.</summary>
    public int EntryBytesMax { get; set; } = 2 * 1024 * 1024;

    /// <summary>The longest time that an answer may be asked to be kept.</summary>
    public int SecondsMax { get; set; } = 30 * 24 * 60 * 60;
}
