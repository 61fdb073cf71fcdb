using System.Net.Sockets;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.GoldenPath;

/// <summary>What happens when more connections come than the settings allow.</summary>
public sealed class ConnectionLimitTests
{
    [Fact]
    public async Task ConnectionAboveTheLimitIsClosedAndOneBelowItServed()
    {
        await using var server = await ServerProcess.StartAsync("--Doors:ConnectionsMax", "4");
        var held = Enumerable.Range(0, 4).Select(_ => new TcpClient()).ToArray();
        foreach (var client in held)
        {
            await client.ConnectAsync(server.GatewayUrl.Host, server.GatewayUrl.Port, TestContext.Current.CancellationToken);
        }

        await Eventually.TrueAsync(async () => !await IsServedAsync(server), "a further connection is closed");
        Array.ForEach(held, client => client.Dispose());
        await Eventually.TrueAsync(async () => await IsServedAsync(server), "connections are taken again");
        Assert.Contains("rejected", server.Output);
    }

    [Fact]
    public async Task LimitThatCannotBeIsRefused()
    {
        var data = Directory.CreateTempSubdirectory("tracehouse-e2e-").FullName;
        var (exitCode, output) = await ServerProcess.RunToEndAsync(data, "--Doors:ConnectionsMax", "none");
        Directory.Delete(data, recursive: true);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("Doors:ConnectionsMax is none", output);
    }

    /// <summary>On a connection of its own each time.</summary>
    private static async Task<bool> IsServedAsync(ServerProcess server)
    {
        using var http = new HttpClient();
        try
        {
            using var answer = await http.GetAsync(new Uri(server.GatewayUrl, "health"), TestContext.Current.CancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
