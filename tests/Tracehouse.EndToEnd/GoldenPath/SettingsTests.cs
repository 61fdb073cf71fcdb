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

    [Theory]
    [InlineData("""{"Spool": {"ByteMax": 5000000}}""", "There is no setting Spool:ByteMax in appsettings.json. Did you mean BytesMax")]
    [InlineData("""{"Gatway": {"Url": "http://127.0.0.1:0"}}""", "There is no setting Gatway in appsettings.json. Did you mean Gateway?")]
    [InlineData("""{"Aliases": {"smart": {"Targets": [{"Modell": "demo/echo"}]}}}""", "There is no setting Aliases:smart:Targets:0:Modell in appsettings.json. Did you mean Model?")]
    [InlineData("""{"Kestrel": {"Endpoints": {"x": {"Url": "http://127.0.0.1:0"}}}}""", "There is no setting Kestrel in appsettings.json.")]
    public async Task A_name_in_the_file_that_nothing_reads_ends_the_start(string json, string named)
    {
        var data = Directory.CreateTempSubdirectory("tracehouse-settings-").FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "appsettings.json"), json, TestContext.Current.CancellationToken);
        var (exitCode, output) = await ServerProcess.RunToEndInAsync(StartedIn(data), Path.Combine(data, "data"));
        Assert.Equal(1, exitCode);
        Assert.Contains(named, output);
    }

    [Fact]
    public async Task Standard_sections_of_the_file_are_let_pass_and_no_door_opens_but_ours()
    {
        var data = Directory.CreateTempSubdirectory("tracehouse-settings-").FullName;
        const string json = """{"Logging": {"LogLevel": {"Default": "Debug"}}, "AllowedHosts": "*", "SignIn": {"Hours": 3}}""";
        await File.WriteAllTextAsync(Path.Combine(data, "appsettings.json"), json, TestContext.Current.CancellationToken);
        var port = FreePort.Next();
        var environment = new Dictionary<string, string>(StartedIn(data)) { ["Kestrel__Endpoints__x__Url"] = $"http://127.0.0.1:{port}" };
        await using var server = await ServerProcess.StartInAsync(environment, "--ClickHouse:Enabled", "false");
        Assert.True(Listens(server.ProcessId, server.GatewayUrl.Port));
        Assert.False(Listens(server.ProcessId, port));
    }

    /// <summary>Whether this very process does: the port may have been taken by another meanwhile.</summary>
    private static bool Listens(int process, int port)
    {
        const string Listening = "0A";
        var sockets = Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").Select(descriptor => new FileInfo(descriptor).LinkTarget).ToHashSet();
        return File.ReadLines("/proc/net/tcp").Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Any(socket => socket[3] == Listening && socket[1].EndsWith($":{port:X4}", StringComparison.Ordinal) && sockets.Contains($"socket:[{socket[9]}]"));
    }

    private static Dictionary<string, string> StartedIn(string directory) => new() { ["ASPNETCORE_CONTENTROOT"] = directory };

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
