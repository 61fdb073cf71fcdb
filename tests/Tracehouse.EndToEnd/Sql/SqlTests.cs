using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Query.Groups;
using Tracehouse.Query.Sql;
using Tracehouse.Query.Traces;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Schema;
using Xunit;

namespace Tracehouse.EndToEnd.Sql;

/// <summary>Every statement of the repository, on the schema of a real server.</summary>
public sealed partial class SqlTests(SharedServer shared)
{
    private static readonly Dictionary<string, string> Samples = new()
    {
        ["start_time"] = "2026-01-01 00:00:00", ["first"] = "1970-01-01 00:00:00", ["last"] = "2200-01-01 00:00:00",
        ["limit"] = "10", ["offset"] = "0", ["bucket_seconds"] = "60", ["since"] = "1970-01-01 00:00:00", ["until"] = "2200-01-01 00:00:00", ["project"] = "default",
        ["day"] = "2026-01-01 00:00:00", ["month"] = "2026-01-01 00:00:00", ["before"] = "2200-01-01 00:00:00", ["only_unpriced"] = "0", ["table"] = "spans", ["span_ids"] = "['a']", ["trace_ids"] = "['a']", ["first_start"] = "1970-01-01 00:00:00", ["last_start"] = "2200-01-01 00:00:00", ["names"] = "['00000000000000000000000000000000']",
        ["as_of"] = "2200-01-01 00:00:00", ["any_id"] = "1", ["ids"] = "[]", ["any_parent"] = "1", ["any_name"] = "1", ["oldest_first"] = "1", ["by_model"] = "1", ["granularity"] = "day", ["vector"] = "[1]",
    };

    private static readonly string[] Asked = ["Draining/FindSpans.sql", "Draining/FindRepeats.sql", "Draining/FindLatest.sql", "Traces/ReadNodes.sql", "Traces/ReadTimes.sql", "Traces/ReadRows.sql", "Traces/ReadWindow.sql", "Traces/ReadEndedTraces.sql", "Traces/ReadProjects.sql", "Traces/ReadProgress.sql", "Documents/FingerprintDocuments.sql", "Documents/ReadDocuments.sql", "Repricing/ReadCandidates.sql", "Repricing/ReadLeftovers.sql", "Repricing/ReadRepricings.sql", "Entities/ReadEntities.sql", "Knowledge/FindKnowledge.sql", "Parts/ReadParts.sql", "Removal/MessagesOfTraces.sql"];

    // They change something, and run where that is tested.
    private static readonly string[] Done = ["Repricing/ApplyRepricing.sql", "Repricing/CreateRepricing.sql", "Repricing/EndRepricing.sql", "Traces/NoteTimes.sql", "Traces/NoteProgress.sql", "Parts/DropOlder.sql", "Removal/RemoveSpans.sql", "Removal/RemoveMessages.sql"];

    public static TheoryData<string> Statements => [.. SqlText.All];

    [Fact]
    public void All_statements_are_known() => Assert.NotEmpty(SqlText.All);

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task A_question_runs_with_no_filter_and_with_every_filter(string name)
    {
        var sql = SqlText.Load(name);
        Assert.DoesNotContain("-- include", sql);
        foreach (var filter in new[] { "", "word" })
        {
            await RunAsync(sql, filter);
        }
    }

    /// <summary>ClickHouse refuses when it would read the rows after all.</summary>
    [Theory]
    [InlineData("Traces/CountTraces.sql", false)]
    [InlineData("Traces/CountTraces.sql", true)]
    [InlineData("Groups/SumTraces.sql", false)]
    [InlineData("Groups/SumTraces.sql", true)]
    public async Task Sums_by_whole_minutes_read_the_minutes(string name, bool isBounded)
    {
        // Of a table without rows nothing is read at all.
        using var call = await shared.Server.ChatAsync("to have a minute");
        await shared.Server.TraceAsync(call.TraceId());
        DateTimeOffset? since = isBounded ? new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero) : null;
        var statement = name == "Groups/SumTraces.sql" ? SumTraces.SumsOfMinutes : SqlText.Load(name);
        var conditions = (TraceFilter.All with { Since = since, Until = since }).ToConditions(ProjectId.Default, out _);
        var sql = WholeMinutes.Into(conditions.Into(statement).Replace("/* key */ session_id", WholeMinutes.Day, StringComparison.Ordinal), since, since);
        await RunAsync(sql + "\nSETTINGS force_optimize_projection = 1", "");

        // Within a minute only rows can tell.
        var odd = TraceFilter.All with { Since = since?.AddSeconds(1) ?? DateTimeOffset.UnixEpoch.AddSeconds(1) };
        var rows = odd.ToConditions(ProjectId.Default, out _).Into(statement);
        Assert.Contains(WholeMinutes.Since, rows);
        Assert.Equal(rows, WholeMinutes.Into(rows, odd.Since, null));
    }

    /// <summary>ClickHouse refuses when it would read all rows.</summary>
    [Theory]
    [InlineData("Traces/FindWord.sql", "words")]
    [InlineData("Traces/FindWordInTexts.sql", "words")]
    [InlineData("Traces/FindMessages.sql", "by_message")]
    public async Task Words_are_looked_for_in_their_index(string name, string index) =>
        await RunAsync($"{SqlText.Load(name)}\nSETTINGS force_data_skipping_indices = '{index}'", "word");

    [Fact]
    public async Task What_the_store_asks_runs()
    {
        foreach (var name in Asked)
        {
            await RunAsync(SqlFile.Read(name), "");
        }
    }

    [Fact]
    public void No_statement_is_left_out() => Assert.All(SqlFile.All, name => Assert.True(name.StartsWith("Schema/", StringComparison.Ordinal) || Asked.Contains(name) || Done.Contains(name)));

    [Fact]
    public async Task Every_migration_may_run_again()
    {
        foreach (var statement in Migration.All.SelectMany(migration => migration.Statements).Append(Migration.VersionTable))
        {
            await RunAsync(statement, "");
        }
    }

    [Fact]
    public async Task The_schema_is_as_agreed()
    {
        var actual = await RunAsync(
            "SELECT replaceRegexpOne(create_table_query, 'CREATE TABLE [^.]*[.]', 'CREATE TABLE ') FROM system.tables WHERE database = 'tracehouse' AND name NOT LIKE '.%' ORDER BY name FORMAT TSVRaw", "");
        var path = SnapshotPath();
        if (Environment.GetEnvironmentVariable("TRACEHOUSE_ACCEPT") == "1")
        {
            await File.WriteAllTextAsync(path, actual, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), actual);
    }

    private async Task<string> RunAsync(string sql, string filter)
    {
        var parameters = Parameter().Matches(sql).Select(match => match.Groups[1].Value).Distinct()
            .Select(name => $"&param_{name}={Uri.EscapeDataString(Samples.GetValueOrDefault(name, filter))}");
        using var response = await shared.Server.Http.PostAsync(
            new Uri(shared.EngineUrl, $"?database=tracehouse{string.Concat(parameters)}"), new StringContent(sql), TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{sql}\n{body}");
        return body;
    }

    private static string SnapshotPath([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "schema.txt");

    [GeneratedRegex(@"\{(\w+):")]
    private static partial Regex Parameter();
}
