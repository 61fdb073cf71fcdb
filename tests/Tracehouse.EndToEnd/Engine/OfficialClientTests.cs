using Xunit;

namespace Tracehouse.EndToEnd.Engine;

public sealed class OfficialClientTests(RunningEngine engine) : IClassFixture<RunningEngine>
{
    private static readonly string[] Steps =
    [
        "ping", "parameters", "command", "insert from a stream", "select as a stream", "json documents", "parquet there and back",
        "syntax error", "unknown format", "insert of bad data", "gzip both ways", "error in mid-stream", "abort", "abort in mid-stream",
        "queries in parallel",
    ];

    [Fact]
    public async Task The_official_client_finds_a_clickhouse_server()
    {
        var stop = TestContext.Current.CancellationToken;
        using var node = Built.Start(["node", Built.Client("clickhouse.mjs"), engine.Url.ToString()]);
        var output = node.StandardOutput.ReadToEndAsync(stop);
        var errors = node.StandardError.ReadToEndAsync(stop);
        await node.WaitForExitAsync(stop);
        Assert.True(node.ExitCode == 0, await output + await errors);
        Assert.Equal(Steps.Select(step => $"ok {step}"), (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
