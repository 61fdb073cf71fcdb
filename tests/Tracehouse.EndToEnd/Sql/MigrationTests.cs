using System.Net;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Sql;

public sealed class MigrationTests
{
    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_and_left_alone()
    {
        var port = FreePort.Next();
        await using var server = await ServerProcess.StartAsync("--Engine:Url", $"http://127.0.0.1:{port}");
        await Eventually.TrueAsync(async () => (await server.GetAsync("v1/traces")).Status == HttpStatusCode.OK, "the schema is in place");
        using var answer = await server.Http.PostAsync(
            new Uri($"http://127.0.0.1:{port}/?database=tracehouse"), new StringContent("INSERT INTO schema_versions (version, name) VALUES (9999, 'from the future')"),
            TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode);
        await server.StopAsync();

        var (exitCode, output) = await ServerProcess.RunToEndAsync(server.DataDirectory);
        Assert.Equal(1, exitCode);
        Assert.Contains("9999", output);
        Assert.Contains("newer", output);
    }

    [Fact]
    public async Task A_migration_that_was_cut_short_is_finished_at_the_next_start()
    {
        var port = FreePort.Next();
        await using var server = await ServerProcess.StartAsync("--Engine:Url", $"http://127.0.0.1:{port}");
        using var call = await server.ChatAsync("kept");
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync($"v1/traces/{call.TraceId()}")).Status);
        foreach (var statement in new[] { "TRUNCATE TABLE schema_versions", "DROP TABLE span_payloads SYNC" })
        {
            using var answer = await server.Http.PostAsync(
                new Uri($"http://127.0.0.1:{port}/?database=tracehouse"), new StringContent(statement), TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        await server.StopAsync();
        await server.RestartAsync();
        using var next = await server.ChatAsync("again");
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync($"v1/traces/{next.TraceId()}")).Status);
        Assert.Equal(2, (await server.GetAsync("v1/traces")).Body.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_store_of_the_first_schema_keeps_its_traces_with_their_content()
    {
        var port = FreePort.Next();
        await using var server = await ServerProcess.StartAsync("--Engine:Url", $"http://127.0.0.1:{port}");
        using var old = await server.ChatAsync("said before");
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync($"v1/traces/{old.TraceId()}")).Status);

        // Back to what the first version had made: its two tables, with a row in each.
        foreach (var statement in new[] { "ALTER TABLE spans DROP COLUMN content_kept", "DELETE FROM schema_versions WHERE version > 1" })
        {
            using var answer = await server.Http.PostAsync(
                new Uri($"http://127.0.0.1:{port}/?database=tracehouse&mutations_sync=2"), new StringContent(statement), TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        await server.StopAsync();
        await server.RestartAsync();
        var trace = (await server.GetAsync($"v1/traces/{old.TraceId()}")).Body;
        Assert.True(trace.GetProperty("content_kept").GetBoolean());
        Assert.Equal("said before", trace.GetProperty("input_text").GetString());
        using var next = await server.ChatAsync("said after");
        Assert.Equal("said after", (await server.GetAsync($"v1/traces/{next.TraceId()}")).Body.GetProperty("input_text").GetString());
    }
}
