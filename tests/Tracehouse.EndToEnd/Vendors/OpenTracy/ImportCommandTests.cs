using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Vendors.OpenTracy;

/// <summary>Copying OpenTracy's table out of a real engine into a server.</summary>
public sealed class ImportCommandTests(SharedServer shared)
{
    private const int Calls = 1_300;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_table_is_copied_with_its_ids_and_a_second_run_copies_only_what_is_new()
    {
        var table = new OpenTracyTable(shared.EngineUrl, shared.Server.Http);
        await table.CreateAsync();
        await table.AddAsync(0, Calls);
        var bookmark = Path.Combine(Path.GetTempPath(), $"{table.Database}.json");
        try
        {
            var (exit, said) = await RunAsync(table, bookmark);
            Assert.True(exit == 0, said);
            Assert.Contains("1,300 traces to copy", said);
            Assert.Contains("Done: 1,300 traces copied, 0 rejected.", said);
            Assert.Equal(Calls, await CountAsync(table));

            var trace = await shared.Server.TraceAsync($"{table.Database}-7");
            Assert.Equal(("gpt-4o", table.Database, "opentracy"), (trace.GetProperty("model").GetString(), trace.GetProperty("provider").GetString(), trace.GetProperty("source").GetString()));
            Assert.Equal(("question 7", 10, 0.003m), (trace.GetProperty("input_text").GetString(), trace.GetProperty("tokens_in").GetInt32(), trace.GetProperty("cost_usd").GetDecimal()));
            Assert.Equal(new DateTime(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc), trace.GetProperty("created_at").GetDateTime());

            await table.AddAsync(Calls, 3);
            (exit, said) = await RunAsync(table, bookmark);
            Assert.True(exit == 0, said);
            Assert.Contains("3 are new", said);
            Assert.Equal(Calls + 3, await CountAsync(table));

            // Without its bookmark it sends everything again, and nothing is there twice.
            File.Delete(bookmark);
            (exit, said) = await RunAsync(table, bookmark, "--since", "2026-03-01");
            Assert.True(exit == 0, said);
            Assert.DoesNotContain("Done: 0", said);
            Assert.Equal(Calls + 3, await CountAsync(table));
        }
        finally
        {
            File.Delete(bookmark);
            await table.DropAsync();
        }
    }

    [Fact]
    public async Task What_is_wrong_is_said_without_a_stack_trace()
    {
        var table = new OpenTracyTable(shared.EngineUrl, shared.Server.Http);
        var bookmark = Path.Combine(Path.GetTempPath(), $"{table.Database}.json");
        var (exit, said) = await RunAsync(table, bookmark);
        Assert.Equal(1, exit);
        Assert.Contains("ClickHouse at", said);
        Assert.DoesNotContain("   at ", said);
        await File.WriteAllTextAsync(bookmark, """{"source":"other"}""", Stop);
        (exit, said) = await RunAsync(table, bookmark);
        File.Delete(bookmark);
        Assert.Equal(1, exit);
        Assert.Contains("--bookmark", said);
    }

    private async Task<int> CountAsync(OpenTracyTable table)
    {
        var (_, page) = await shared.Server.GetAsync("v1/traces?source=opentracy&limit=1&provider=" + table.Database);
        return page.GetProperty("total").GetInt32();
    }

    private async Task<(int ExitCode, string Said)> RunAsync(OpenTracyTable table, string bookmark, params string[] more)
    {
        using var process = Built.Start(
            [.. Built.Server, "import", "opentracy", "--clickhouse", shared.EngineUrl.OriginalString, "--database", table.Database, "--bookmark", bookmark, .. more, "--Api:Url", shared.Server.ApiUrl.OriginalString]);
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
        await process.WaitForExitAsync(Stop).WaitAsync(TimeSpan.FromSeconds(120), Stop);
        return (process.ExitCode, await said + await complained);
    }
}
