using System.Globalization;
using System.Text.RegularExpressions;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Store.Schema;

/// <summary>One numbered step of the schema; every statement in it may be run again after a crash.</summary>
/// <param name="Version">Its number, from 1, without gaps.</param>
/// <param name="Name">The name of its file.</param>
/// <param name="Statements">What it runs, in order.</param>
public sealed partial record Migration(int Version, string Name, IReadOnlyList<string> Statements)
{
    /// <summary>All migrations that this program knows, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = Load();

    /// <summary>The table that remembers which migrations were applied.</summary>
    public static string VersionTable { get; } = Split(SqlFile.Read("Schema/schema_versions.sql"))[0];

    private static Migration[] Load() =>
    [
        .. from resource in SqlFile.All
           let match = FileName().Match(resource)
           where match.Success
           let version = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
           orderby version
           select new Migration(version, match.Groups[2].Value, Split(SqlFile.Read(resource))),
    ];

    /// <summary>Statements end with a semicolon at the end of a line.</summary>
    private static string[] Split(string sql) =>
        sql.Split(";\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^Schema/(\d{4})_(\w+)\.sql$")]
    private static partial Regex FileName();
}
