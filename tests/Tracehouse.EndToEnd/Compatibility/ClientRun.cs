using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Compatibility;

/// <summary>Runs the script of a client, which prints a line of JSON for everything that it has done.</summary>
internal static class ClientRun
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>What the script has shown, in its order.</summary>
    public static async Task<IReadOnlyList<ClientFeature>> OfAsync(string script, params string[] arguments)
    {
        using var node = Built.Start(["node", Built.Client(script), .. arguments]);
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Longest);
        var rows = (await output).Split('\n').Where(line => line.StartsWith("{\"feature\"", StringComparison.Ordinal)).Select(line => JsonSerializer.Deserialize<ClientFeature>(line)!).ToList();
        Assert.True(rows.Count > 0 && (node.ExitCode == 0 || rows.Exists(row => !row.Works)), $"The script ended with {node.ExitCode}.\n{await output}\n{await errors}");
        return rows;
    }
}
