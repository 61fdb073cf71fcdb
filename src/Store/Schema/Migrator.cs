using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Store.Schema;

/// <summary>Brings the database to the schema of this program: creates it, applies what is missing, refuses what is newer.</summary>
public sealed partial class Migrator(ClickHouseLink link, IOptions<ClickHouseOptions> options, ILogger<Migrator> log)
{
    private const int AccessDenied = 497;

    /// <summary>
    /// Safe to run again, also after dying half-way. Throws <see cref="SchemaTooNewException"/> for a database of a newer program.
    /// </summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var database = new SqlParameters { { "database", options.Value.Database } };
        try
        {
            await link.ExecuteAsync("CREATE DATABASE IF NOT EXISTS {database:Identifier}", database, stop, inDatabase: false);
        }
        catch (ClickHouseException refusal) when (refusal.Code == AccessDenied)
        {
            // Whoever may not create it may still use one that is there; the next statement decides.
        }

        await link.ExecuteAsync(Migration.VersionTable, SqlParameters.None, stop);

        var applied = await AppliedAsync(stop);
        if (applied > Migration.All[^1].Version)
        {
            throw new SchemaTooNewException(applied, Migration.All[^1].Version);
        }

        foreach (var migration in Migration.All)
        {
            if (migration.Version > applied)
            {
                await ApplyAsync(migration, stop);
            }
        }
    }

    private async Task<int> AppliedAsync(CancellationToken stop)
    {
        var rows = await link.ReadAllAsync(
            "SELECT toInt32(max(version)) AS version FROM schema_versions", SqlParameters.None, SchemaJson.Default.VersionRow, stop);
        return rows.Count > 0 ? rows[0].Version : throw new StoreUnavailableException("ClickHouse did not say which schema it has.");
    }

    private async Task ApplyAsync(Migration migration, CancellationToken stop)
    {
        foreach (var statement in migration.Statements)
        {
            await link.ExecuteAsync(statement, SqlParameters.None, stop);
        }

        var row = new SqlParameters { { "version", migration.Version }, { "name", migration.Name } };
        await link.ExecuteAsync("INSERT INTO schema_versions (version, name) SELECT {version:UInt32}, {name:String}", row, stop);
        LogApplied(log, migration.Version, migration.Name);
    }

    [LoggerMessage(LogLevel.Information, "Schema version {Version} ({Name}) applied")]
    private static partial void LogApplied(ILogger log, int version, string name);
}

internal sealed record VersionRow([property: JsonPropertyName("version")] int Version);

[JsonSerializable(typeof(VersionRow))]
internal sealed partial class SchemaJson : JsonSerializerContext;
