namespace Tracehouse.Gateway.Caching;

/// <summary>What the cache holds, and how often it helped since the start.</summary>
internal readonly record struct CacheCounts(int Entries, long Bytes, long Hits, long Misses);
