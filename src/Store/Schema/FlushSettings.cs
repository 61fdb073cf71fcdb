using System.Text.Json.Serialization;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Store.Schema;

/// <summary>Whether the tables that the drain fills force each insert to disk by themselves, which depends on where they are.</summary>
internal static class FlushSettings
{
    private static readonly string Tables = SqlFile.Read("Schema/ReadFlushSettings.sql");

    /// <summary>Sets what is not set yet. Safe to repeat. Throws <see cref="StoreUnavailableException"/>.</summary>
    public static async Task ApplyAsync(ClickHouseLink link, CancellationToken stop)
    {
        var wanted = link.IsFlushedByUs ? 0 : 1;
        foreach (var table in await link.ReadAllAsync(Tables, new SqlParameters { { "wanted", wanted } }, FlushJson.Default.FlushedTable, stop))
        {
            // After a power cut parts that were not on disk yet are found broken, and there may be many.
            var sql = $"ALTER TABLE {table.Name} MODIFY SETTING fsync_after_insert = {wanted}, fsync_part_directory = {wanted}, max_suspicious_broken_parts = 10000";
            await link.ExecuteAsync(sql, SqlParameters.None, stop);
        }
    }
}

/// <summary>A table whose setting is another than it should be.</summary>
internal sealed record FlushedTable([property: JsonPropertyName("name")] string Name);

[JsonSerializable(typeof(FlushedTable))]
internal sealed partial class FlushJson : JsonSerializerContext;
