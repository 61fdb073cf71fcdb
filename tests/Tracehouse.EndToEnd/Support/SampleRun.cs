using System.Diagnostics;
using Xunit;

namespace Tracehouse.EndToEnd.Support;

/// <summary>The programs under samples/, run as they are.</summary>
internal static class SampleRun
{
    /// <summary>Runs one against a server until it ends, which must be well; answers the lines it printed.</summary>
    public static async Task<string[]> RunSampleAsync(this ServerProcess server, string name, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Built.Sample(name)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TRACEHOUSE_URL"] = server.ApiUrl.OriginalString;
        start.Environment["TRACEHOUSE_GATEWAY_URL"] = server.GatewayUrl.OriginalString;
        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(120));
        Assert.True(process.ExitCode == 0, $"{name} ended with {process.ExitCode}:\n{await said}\n{await complained}");
        return (await said).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>What stands behind a word on the line that begins with it.</summary>
    public static string After(this string[] lines, string word) => lines.Single(line => line.StartsWith(word + " ", StringComparison.Ordinal))[(word.Length + 1)..];
}
