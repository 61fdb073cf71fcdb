using System.Diagnostics;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Samples;

/// <summary>A folder of its own for what a test publishes or packs, and the programs that run there. Such tests run one after another: they build the same projects.</summary>
internal sealed class PublishedProgram : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("tracehouse-published-").FullName;

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);

    /// <summary>Runs a program until it ends, which must be well; answers what it printed.</summary>
    public async Task<string> RunAsync(string program, ServerProcess? server, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        if (server is not null)
        {
            start.Environment["TRACEHOUSE_URL"] = server.ApiUrl.OriginalString;
        }

        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(8));
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await said}\n{await complained}");
        return await said;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
