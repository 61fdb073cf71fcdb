using System.Diagnostics;
using Tracehouse.Engine.Supervision;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Engine;

public sealed class LifetimeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_engine_is_started_again_with_all_that_was_acknowledged()
    {
        await using var engine = new RunningEngine();
        await engine.InitializeAsync();
        await engine.Client.RunAsync("CREATE TABLE kept (a UInt64) ENGINE = MergeTree ORDER BY a");
        for (var i = 0; i < 20; i++)
        {
            await engine.Client.RunAsync($"INSERT INTO kept SELECT number FROM numbers({i * 100}, 100)");
        }

        var down = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Supervisor.StateChanged += state => down.TrySetResult();
        using var process = Process.GetProcessById(engine.Supervisor.ProcessId!.Value);
        process.Kill();
        await down.Task.WaitAsync(Stop);
        await engine.Supervisor.WaitUntilReadyAsync(Stop);
        Assert.Equal(1, engine.Supervisor.Restarts);
        Assert.Equal("2000\t1999", await engine.Client.RunAsync("SELECT count(), max(a) FROM kept"));
    }

    [Fact]
    public async Task An_engine_that_hangs_is_killed_and_started_again()
    {
        await using var engine = new RunningEngine
        {
            Adjust = options => options with { PingInterval = TimeSpan.FromSeconds(0.1), PingTimeout = TimeSpan.FromSeconds(2) },
        };
        await engine.InitializeAsync();
        var down = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Supervisor.StateChanged += state => down.TrySetResult();
        using var stop = Built.Start(["bash", "-c", $"kill -STOP {engine.Supervisor.ProcessId}"]);
        await down.Task.WaitAsync(Stop);
        await engine.Supervisor.WaitUntilReadyAsync(Stop);
        Assert.Equal("1", await engine.Client.RunAsync("SELECT 1"));
    }

    [Fact]
    public async Task The_engine_ends_when_its_parent_is_killed()
    {
        var directory = Directory.CreateTempSubdirectory("tracehouse-test-");
        var socket = Path.Combine(directory.FullName, "engine.sock");
        using var parent = Built.Start(["node", Built.Client("parent.mjs"), .. Built.Server, "engine", "--data", directory.FullName, "--socket", socket]);
        using var engine = Process.GetProcessById(int.Parse((await parent.StandardOutput.ReadLineAsync(Stop))!));
        using var client = new EngineClient(EngineEndpoint.OfSocket(socket));
        await client.WaitUntilItAnswersAsync();
        parent.Kill();
        await engine.WaitForExitAsync(Stop);
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_stop_is_orderly_even_while_a_query_runs()
    {
        await using var engine = new RunningEngine();
        await engine.InitializeAsync();
        using var process = Process.GetProcessById(engine.Supervisor.ProcessId!.Value);
        var endless = engine.Client.PostAsync("SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 1");
        await Eventually.TrueAsync(async () => await engine.Client.RunAsync("SELECT count() FROM system.processes") != "1", "the query runs");

        await engine.Supervisor.StopAsync(Stop);
        Assert.True(process.HasExited);
        Assert.Equal(EngineState.Stopped, engine.Supervisor.State);
        Assert.NotEqual(System.Net.HttpStatusCode.OK, (await endless).Status);
    }

    [Fact]
    public async Task A_second_engine_does_not_open_a_directory_in_use()
    {
        await using var engine = new RunningEngine();
        await engine.InitializeAsync();
        using var second = Built.Start(
            [.. Built.Server, "engine", "--no-parent", "--data", engine.Directory, "--socket", Path.Combine(engine.Directory, "second.sock")]);
        var output = await second.StandardOutput.ReadToEndAsync(Stop);
        await second.WaitForExitAsync(Stop);
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("Another engine holds", output, StringComparison.Ordinal);
        Assert.Equal("1", await engine.Client.RunAsync("SELECT 1"));
    }
}
