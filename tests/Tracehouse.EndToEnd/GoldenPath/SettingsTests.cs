using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.GoldenPath;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Gateway:Url", "--Gateway:Url", "http://0.0.0.0:8080")]
    [InlineData("Api:Url", "--Api:Url", "8000")]
    [InlineData("ClickHouse:Url", "--ClickHouse:Url", "localhost")]
    [InlineData("Spool:BytesMax", "--Spool:BytesMax", "5")]
    [InlineData("Gatway", "--Gatway:Url", "http://127.0.0.1:0")]
    [InlineData("Spool:ByteMax", "--Spool:ByteMax", "5000000")]
    [InlineData("Providers:openai:BaseUri", "--Providers:openai:BaseUri", "http://127.0.0.1:1/v1")]
    [InlineData("Drain:LingerMilliseconds", "--Drain:LingerMilliseconds", "soon")]
    public async Task A_setting_that_cannot_work_ends_the_start_and_is_named(string named, params string[] settings)
    {
        var data = Directory.CreateTempSubdirectory("tracehouse-settings-").FullName;
        var (exitCode, output) = await ServerProcess.RunToEndAsync(data, settings);
        Assert.Equal(1, exitCode);
        Assert.Contains(named, output);
        Assert.DoesNotContain("   at ", output);
    }

    [Fact]
    public async Task Two_servers_do_not_share_a_directory()
    {
        await using var server = await ServerProcess.StartAsync();
        var (exitCode, output) = await ServerProcess.RunToEndAsync(server.DataDirectory);
        Assert.Equal(1, exitCode);
        Assert.Contains("Data:Directory", output);
        Assert.Contains("another Tracehouse", output);
    }

    [Fact]
    public async Task With_the_store_switched_off_calls_go_through_and_searches_are_refused()
    {
        await using var server = await ServerProcess.StartAsync("--ClickHouse:Enabled", "false");
        using var response = await server.ChatAsync("hello");
        Assert.True(response.IsSuccessStatusCode);
        var (status, body) = await server.GetAsync("v1/traces");
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("clickhouse_down", body.GetProperty("error").GetProperty("code").GetString());
        Assert.Null(server.EngineProcessId());
    }
}
