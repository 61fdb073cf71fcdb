using System.Diagnostics;
using System.Net;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Crash;

public sealed class CrashTests
{
    private const int Callers = 8;
    private const int Kills = 6;

    [Fact]
    public async Task Every_answer_received_has_its_trace_once_though_the_server_is_killed()
    {
        await using var server = await ServerProcess.StartAsync();
        var random = Seeded();
        var load = new CallLoad(server, Callers);
        await using (load)
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                await load.WaitForAsync(random.Next(5, 150));
                await server.KillAsync();
                await server.RestartAsync();
            }

            await load.WaitForAsync(20);
        }

        await AssertKeptOnceAsync(server, load.Acknowledged);
    }

    [Fact]
    public async Task Every_answer_received_has_its_trace_once_though_the_engine_is_killed()
    {
        await using var server = await ServerProcess.StartAsync();
        var random = Seeded();
        var load = new CallLoad(server, Callers);
        await using (load)
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                await load.WaitForAsync(random.Next(20, 300));
                await KillEngineAsync(server);
            }

            await load.WaitForAsync(20);
        }

        await Eventually.TrueAsync(async () => (await server.GetAsync("v1/traces?limit=1")).Status == HttpStatusCode.OK, "the engine is back");
        await AssertKeptOnceAsync(server, load.Acknowledged);
    }

    [Fact]
    public async Task While_the_engine_is_away_calls_go_on_and_searches_say_so_and_afterwards_all_is_there()
    {
        await using var server = await ServerProcess.StartAsync();
        using var before = await server.ChatAsync("before");
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync($"v1/traces/{before.TraceId()}")).Status);

        var meanwhile = new List<string>();
        await using (await HoldEngineDownAsync(server))
        {
            for (var call = 0; call < 20; call++)
            {
                using var response = await server.ChatAsync($"meanwhile {call}");
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                meanwhile.Add(response.TraceId());
            }

            foreach (var path in new[] { "v1/traces", $"v1/traces/{before.TraceId()}" })
            {
                var (status, body) = await server.GetAsync(path);
                Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
                Assert.Equal("clickhouse_down", body.GetProperty("error").GetProperty("code").GetString());
            }

            var (_, health) = await server.GetAsync("health");
            Assert.Equal("degraded", health.GetProperty("status").GetString());
        }

        await Eventually.TrueAsync(async () => (await server.GetAsync("v1/traces?limit=1")).Status == HttpStatusCode.OK, "the engine is back");
        await AssertKeptOnceAsync(server, [before.TraceId(), .. meanwhile]);
        Assert.Equal("healthy", (await server.GetAsync("health")).Body.GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_orderly_stop_ends_well_and_leaves_nothing_in_the_spool()
    {
        await using var server = await ServerProcess.StartAsync();
        using var response = await server.ChatAsync("last words");
        var engine = server.EngineProcessId();
        Assert.Equal(0, await server.StopAsync());
        Assert.False(Directory.Exists($"/proc/{engine}"), "the engine outlived its server");

        await server.RestartAsync();
        await AssertKeptOnceAsync(server, [response.TraceId()]);
    }

    /// <summary>Kills the engine and takes its directory before the next one can, so that it stays down until disposal.</summary>
    private static async Task<IAsyncDisposable> HoldEngineDownAsync(ServerProcess server)
    {
        var path = Path.Combine(server.DataDirectory, "engine", "engine.lock");
        FileStream? held = null;
        await Eventually.TrueAsync(
            async () =>
            {
                await KillEngineAsync(server);
                try
                {
                    held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                    return true;
                }
                catch (IOException)
                {
                    return false;
                }
            },
            "the engine's directory is free for a moment");
        return held!;
    }

    private static async Task KillEngineAsync(ServerProcess server)
    {
        int? engine = null;
        await Eventually.TrueAsync(() => Task.FromResult((engine = server.EngineProcessId()) is not null), "there is an engine");
        try
        {
            using var process = Process.GetProcessById(engine!.Value);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        catch (ArgumentException)
        {
            // It has died meanwhile, which is as good.
        }
    }

    private static async Task AssertKeptOnceAsync(ServerProcess server, IReadOnlyCollection<string> acknowledged)
    {
        await Eventually.TrueAsync(async () => (await server.GetAsync("v1/traces?limit=1")).Status == HttpStatusCode.OK, "the store answers");
        var kept = await server.AllTraceIdsAsync();
        Assert.Empty(acknowledged.Except(kept));
        Assert.Equal(kept.Distinct().Count(), kept.Count);
        foreach (var id in acknowledged.Where((_, index) => index % (1 + (acknowledged.Count / 50)) == 0))
        {
            var (_, trace) = await server.GetAsync($"v1/traces/{id}");
            Assert.NotEqual("", trace.GetProperty("input_text").GetString());
            Assert.Contains(trace.GetProperty("input_text").GetString()!, trace.GetProperty("output_text").GetString());
        }
    }

    private static Random Seeded()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        return new Random(seed);
    }
}
