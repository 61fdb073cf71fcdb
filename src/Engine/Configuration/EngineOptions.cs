namespace Tracehouse.Engine.Configuration;

/// <summary>Where the engine keeps its data, where it listens and how much it may take.</summary>
public sealed record EngineOptions
{
    private const long MemoryBytesDefaultMax = 4L << 30;

    /// <summary>The directory that holds the tables; one engine at a time.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The Unix socket to listen on; it and <see cref="Url"/> may both be set, one must be.</summary>
    public string? Socket { get; init; }

    /// <summary>The loopback address to listen on, such as <c>http://127.0.0.1:8123</c>; port 0 takes a free one.</summary>
    public string? Url { get; init; }

    /// <summary>Whether the end of standard input, which means that the parent is gone, ends the process.</summary>
    public bool EndsWithParent { get; init; } = true;

    public int QueriesInParallelMax { get; init; } = 16;

    /// <summary>How many requests may wait for their turn; those beyond it are refused with 503.</summary>
    public int QueriesQueuedMax { get; init; } = 256;

    public long BodyBytesMax { get; init; } = 1L << 30;

    /// <summary>The longest statement, without the data of an INSERT.</summary>
    public int QueryBytesMax { get; init; } = 256 * 1024;

    /// <summary>The longest answer of the statements that are answered whole, such as SHOW and EXPLAIN; SELECT has no such limit.</summary>
    public int AnswerBytesMax { get; init; } = 64 * 1024 * 1024;

    /// <summary>What all queries together may allocate; by default half of the memory, at most 4 GiB.</summary>
    public long MemoryBytesMax { get; init; } = Math.Min(MemoryBytesDefaultMax, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);

    /// <summary>What all in-memory caches of marks, indexes and metadata may hold together, roughly.</summary>
    public long CacheBytesMax { get; init; } = 256L << 20;

    public int ConnectionsIdleMax { get; init; } = 16;

    public int SessionsMax { get; init; } = 32;

    public int SessionTimeoutSecondsMax { get; init; } = 3600;

    /// <summary>How long a start waits for another engine to let go of the directory.</summary>
    public int DirectoryWaitSeconds { get; init; } = 10;

    /// <summary>How long running queries may take to finish on a stop before they are cancelled.</summary>
    public int StopSeconds { get; init; } = 3;
}
