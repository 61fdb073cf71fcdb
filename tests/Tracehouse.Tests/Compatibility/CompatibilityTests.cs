using System.Text;
using System.Text.Json;
using Tracehouse.Tests.Architecture;
using Xunit;

namespace Tracehouse.Tests.Compatibility;

/// <summary><c>docs/compatibility.md</c> says what the runs of the clients have shown. Set TRACEHOUSE_ACCEPT=1 to write it anew.</summary>
public sealed class CompatibilityTests
{
    [Fact]
    public void The_table_is_made_of_what_the_clients_have_shown()
    {
        var path = Path.Combine(SourceTree.Root, "docs", "compatibility.md");
        var expected = Table();
        if (Environment.GetEnvironmentVariable("TRACEHOUSE_ACCEPT") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.Exists(path) ? File.ReadAllText(path) : "");
    }

    private static string Table()
    {
        var folder = Path.Combine(SourceTree.Root, "tests", "Tracehouse.EndToEnd", "Compatibility");
        var clients = Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(file => JsonElement.Parse(File.ReadAllText(file)))
            .GroupBy(fragment => fragment.GetProperty("client").GetString()!, fragment => fragment.GetProperty("rows").EnumerateArray())
            .Select(group => (Name: group.Key, Rows: group.SelectMany(rows => rows).ToList())).ToList();

        var text = new StringBuilder("""
            # Compatibility

            Unmodified clients of other systems, run against a real server by the end-to-end tests. This page is made of what those runs have shown: a row is something
            that a client did, and that was then read back. Clients marked "recorded bodies" could not be run: the tests send what such a client sends, and their rows say
            by hand what the tests hold to.

            | client | works | of |
            | --- | --- | --- |

            """);
        foreach (var (name, rows) in clients)
        {
            text.Append($"| {name} | {rows.Count(Works)} | {rows.Count} |\n");
        }

        foreach (var (name, rows) in clients)
        {
            text.Append($"\n## {name}\n\n| feature | works | note |\n| --- | --- | --- |\n");
            foreach (var row in rows)
            {
                text.Append($"| {row.GetProperty("feature").GetString()} | {(Works(row) ? "yes" : "no")} | {row.GetProperty("note").GetString()} |\n");
            }
        }

        return text.ToString();
    }

    private static bool Works(JsonElement row) => row.GetProperty("works").GetBoolean();
}
