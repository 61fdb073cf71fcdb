using System.Net;
using Xunit;

namespace Tracehouse.EndToEnd.Engine;

public sealed class LimitTests(SmallEngine engine) : IClassFixture<SmallEngine>
{
    [Fact]
    public async Task A_body_over_the_limit_is_refused_and_the_engine_serves_on()
    {
        await engine.Client.RunAsync("CREATE OR REPLACE TABLE large (a String) ENGINE = Memory");
        var body = new string('x', SmallEngine.BodyBytesMax + 1);
        var answer = await engine.Client.PostAsync(body, "/?query=INSERT+INTO+large+FORMAT+TSV");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.StartsWith("Code: 307. DB::Exception: ", answer.Text, StringComparison.Ordinal);
        Assert.Equal("0", await engine.Client.RunAsync("SELECT count() FROM large"));
    }

    [Fact]
    public async Task A_statement_over_the_limit_is_refused()
    {
        var answer = await engine.Client.PostAsync($"SELECT '{new string('x', 1000)}'");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("Max query size exceeded", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queries_beyond_the_queue_are_refused()
    {
        const string Long = "SELECT sleepEachRow(0.1) FROM numbers(20) SETTINGS max_block_size = 1";
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => engine.Client.PostAsync(Long)));
        Assert.Equal(2, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Equal(2, answers.Count(answer => answer.Status == HttpStatusCode.ServiceUnavailable && answer.Headers["X-ClickHouse-Exception-Code"] == "202"));
    }

    [Fact]
    public async Task The_runtime_still_throws_null_reference_exceptions()
    {
        await engine.Client.RunAsync("SELECT 1");
        string? nothing = Environment.GetEnvironmentVariable("TRACEHOUSE_TEST_NOTHING");
        Assert.Throws<NullReferenceException>(() => nothing!.Length);
    }
}
