using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Tracehouse.Engine.Configuration;
using Tracehouse.Engine.Native;

namespace Tracehouse.Engine.Connections;

/// <summary>The opened data directory: makes connections to it, and cancels what runs on them.</summary>
internal sealed class EngineDatabase : IDisposable
{
    // The log comment is the one thing that is free to set and that system.processes shows for a running query.
    private const string NamePrefix = "tracehouse-";

    private readonly string[] _arguments;
    private readonly ChdbConnection _own;
    private readonly Lock _asking = new();
    private long _lastName;

    private EngineDatabase(string[] arguments, ChdbConnection own)
    {
        _arguments = arguments;
        _own = own;
        var facts = Ask("SELECT version(), timezone()").Split('\t', '\n');
        Version = facts[0];
        TimeZone = facts[1];
        ContentTypes = Ask("SELECT name, content_type FROM system.formats WHERE is_output")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .ToFrozenDictionary(parts => parts[0], parts => parts[1]);
    }

    public string Version { get; }

    public string TimeZone { get; }

    /// <summary>What each output format calls itself in HTTP.</summary>
    public FrozenDictionary<string, string> ContentTypes { get; }

    /// <summary>Null when the directory cannot be opened. The library must have been loaded.</summary>
    public static EngineDatabase? Open(EngineOptions options)
    {
        var arguments = Arguments(options);
        return ChdbConnection.Open(arguments) is { } own ? new EngineDatabase(arguments, own) : null;
    }

    public EngineConnection Connect()
    {
        var name = NamePrefix + Interlocked.Increment(ref _lastName).ToString(CultureInfo.InvariantCulture);
        var native = ChdbConnection.Open([.. _arguments, $"--log_comment={name}"])
            ?? throw new InvalidOperationException("The engine refused another connection.");
        return new EngineConnection(native, name);
    }

    /// <summary>Asks the engine to cancel what runs on the connection of that name; returns before it has ended. Safe to repeat.</summary>
    public void Cancel(string name)
    {
        lock (_asking)
        {
            // Without ASYNC the library waits for ever.
            using var result = _own.Query($"KILL QUERY WHERE Settings['log_comment'] = '{name}' ASYNC");
        }
    }

    public void TrimMemory()
    {
        lock (_asking)
        {
            using var result = _own.Query("SYSTEM JEMALLOC PURGE");
        }
    }

    public void Dispose()
    {
        _own.Dispose();
        ChdbConnection.Shutdown();
    }

    private static string[] Arguments(EngineOptions options)
    {
        var cache = options.CacheBytesMax;
        return
        [
            $"--path={Path.Combine(Path.GetFullPath(options.DataDirectory), "clickhouse")}",
            $"--max_server_memory_usage={options.MemoryBytesMax}",
            $"--max_memory_usage={options.MemoryBytesMax}",
            $"--max_threads={Environment.ProcessorCount}",
            $"--mark_cache_size={cache / 2}",
            $"--primary_index_cache_size={cache / 4}",
            $"--index_mark_cache_size={cache / 8}",
            $"--text_index_tokens_cache_size={cache / 8}",
            $"--text_index_header_cache_size={cache / 8}",
            $"--text_index_postings_cache_size={cache / 4}",
            $"--query_condition_cache_size={cache / 16}",
            // A server answers an insert once it is stored, does not take an expression for a SELECT, and hides its own addresses.
            "--async_insert=0",
            "--implicit_select=0",
            "--allow_introspection_functions=0",
        ];
    }

    private string Ask(string query)
    {
        using var result = _own.Query(query);
        return Encoding.UTF8.GetString(result.Answer);
    }
}
