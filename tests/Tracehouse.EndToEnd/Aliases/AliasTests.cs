using System.Net;
using System.Net.Http.Headers;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.EndToEnd.Aliases;

/// <summary>The official client calls aliases on a real server whose first provider is down.</summary>
public sealed class AliasTests
{
    private static readonly string[] Steps = ["chat", "stream", "models"];

    [Fact]
    public async Task Alias_smart_of_the_settings_is_gpt_4o_and_claude_where_that_is_down()
    {
        await using var down = await FakeUpstream.StartAsync();
        await using var up = await FakeUpstream.StartAsync();
        down.Answer = UpstreamAnswers.Json(503, """{"error":{"message":"Down for repairs"}}""");
        up.Answer = FakeAnthropic.AnswerAsync;
        await using var server = await StartAsync(
            down, up, "--Aliases:smart:Targets:0:Model", "openai/gpt-4o", "--Aliases:smart:Targets:1:Model", "anthropic/claude-sonnet-4-5", "--Aliases:smart:BackoffMilliseconds", "1",
            "--Providers:anthropic:BaseUrl", new Uri(new Uri(up.BaseUrl), "/").OriginalString, "--Providers:anthropic:ApiKey", "sk-ant-test");
        await RunClientAsync(server, "smart");

        var (_, page) = await server.GetAsync("v1/traces?routing_alias=smart");
        Assert.Equal(2, page.GetProperty("total").GetInt32());
        foreach (var listed in page.GetProperty("traces").EnumerateArray())
        {
            var (status, trace) = await server.GetAsync($"v1/traces/{listed.GetProperty("request_id").GetString()}");
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal(("smart", "anthropic", "claude-sonnet-4-5"), (trace.GetProperty("routing_alias").GetString(), trace.GetProperty("provider").GetString(), trace.GetProperty("model").GetString()));
            var attempts = trace.GetProperty("attempts").EnumerateArray().ToList();
            Assert.Equal(["openai", "openai", "anthropic"], attempts.Select(attempt => attempt.GetProperty("provider").GetString()));
            Assert.Equal([false, false, true], attempts.Select(attempt => attempt.GetProperty("used").GetBoolean()));
            Assert.Contains("Down for repairs", attempts[0].ToString());
        }
    }

    [Fact]
    public async Task Alias_made_by_api_works_without_a_restart_and_survives_being_killed()
    {
        await using var down = await FakeUpstream.StartAsync();
        await using var up = await FakeUpstream.StartAsync();
        down.Answer = UpstreamAnswers.Json(401, "{}");
        up.Answer = FakeChatModel.AnswerAsync;
        await using var server = await StartAsync(down, up);
        Assert.Equal(HttpStatusCode.NotFound, (await server.ChatAsync("hello", "fast")).StatusCode);

        await Eventually.TrueAsync(async () => (await server.GetAsync("v1/traces?limit=1")).Status == HttpStatusCode.OK, "the store is ready");
        const string alias = """{"strategy":"fallback","targets":[{"model":"openai/gpt-4o"},{"model":"backup/gpt-4o-mini"}]}""";
        Assert.Equal(HttpStatusCode.Created, await PutAsync(server, "fast", alias));
        await RunClientAsync(server, "fast");

        await server.KillAsync();
        await server.RestartAsync();
        await RunClientAsync(server, "fast");
        await Eventually.TrueAsync(async () => (await server.GetAsync("v1/traces?limit=1")).Status == HttpStatusCode.OK, "the store is back");
        await RunClientAsync(server, "fast");
        var (status, shown) = await server.GetAsync("v1/aliases/fast");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["openai/gpt-4o", "backup/gpt-4o-mini"], shown.GetProperty("targets").EnumerateArray().Select(target => target.GetProperty("model").GetString()));

        using var deleted = await server.Http.DeleteAsync(new Uri(server.ApiUrl, "v1/aliases/fast"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.ChatAsync("hello", "fast")).StatusCode);
    }

    [Fact]
    public async Task Wrong_alias_in_the_settings_stops_the_start_and_says_which()
    {
        var data = Directory.CreateTempSubdirectory("tracehouse-e2e-").FullName;
        var (code, output) = await ServerProcess.RunToEndAsync(data, "--Aliases:smart:Targets:0:Model", "gpt-4o");
        Assert.NotEqual(0, code);
        Assert.Contains("Aliases:smart:Targets:0:Model: it must be a model such as openai/gpt-4o", output);
        (code, output) = await ServerProcess.RunToEndAsync(data, "--Aliases:smart:Targets:0:Mode", "openai/gpt-4o");
        Assert.NotEqual(0, code);
        Assert.Contains("There is no setting --Aliases:smart:Targets:0:Mode", output);
        Directory.Delete(data, recursive: true);
    }

    private static Task<ServerProcess> StartAsync(FakeUpstream down, FakeUpstream up, params string[] more) => ServerProcess.StartAsync(
        ["--Providers:openai:BaseUrl", down.BaseUrl, "--Providers:openai:ApiKey", "sk-test", "--Providers:backup:BaseUrl", up.BaseUrl, .. more]);

    private static async Task<HttpStatusCode> PutAsync(ServerProcess server, string name, string alias)
    {
        using var content = new StringContent(alias, new MediaTypeHeaderValue("application/json"));
        using var response = await server.Http.PutAsync(new Uri(server.ApiUrl, $"v1/aliases/{name}"), content, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static async Task RunClientAsync(ServerProcess server, string alias)
    {
        using var node = Built.Start(["node", Built.Client("alias.mjs"), new Uri(server.GatewayUrl, "v1").OriginalString, alias]);
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await output + await errors);
        Assert.Equal(Steps.Select(step => $"ok {step}"), (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
