using System.Net;
using System.Net.Sockets;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Engine;

public sealed class OfficialClientTests
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
        var url = new Uri($"http://127.0.0.1:{FreePort()}/");
        await using var engine = new RunningEngine { Adjust = options => options with { Url = url } };
        await engine.InitializeAsync();
        using var node = Built.Start(["node", Built.Client("clickhouse.mjs"), url.ToString()]);
        var output = node.StandardOutput.ReadToEndAsync(stop);
        var errors = node.StandardError.ReadToEndAsync(stop);
        await node.WaitForExitAsync(stop);
        Assert.True(node.ExitCode == 0, await output + await errors);
        Assert.Equal(Steps.Select(step => $"ok {step}"), (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
