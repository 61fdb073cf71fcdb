using System.Net;
using System.Text;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.EndToEnd.Access;

/// <summary>Keys of the whole server: who may read what, what outlives the process, and that no secret is on the disk or in the log.</summary>
public sealed class KeyTests
{
    private const string One = "th-sk-one-planted-0123456789";
    private const string Two = "th-sk-two-planted-0123456789";

    private static readonly string[] TwoProjects =
        ["--Keys:0:Project", "one", "--Keys:0:Public", "pk-one", "--Keys:0:Secret", One, "--Keys:1:Project", "two", "--Keys:1:Secret", Two, "--Keys:1:Role", "Member"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_crosses_projects_at_any_address_that_reads()
    {
        await using var server = await ServerProcess.StartAsync(TwoProjects);
        var mine = await server.CallAsync(One, "juniper of one");
        var theirs = await server.CallAsync(Two, "cardamom of two");
        await server.StoreReadyAsync(One);

        var (_, list) = await server.AskAsync(One, HttpMethod.Get, "v1/traces");
        Assert.Equal(1, list.GetProperty("total").GetInt32());
        Assert.Equal(mine, list.GetProperty("traces")[0].GetProperty("request_id").GetString());
        var (_, trace) = await server.AskAsync(One, HttpMethod.Get, $"v1/traces/{mine}");
        Assert.Equal(("one", "pk-one"), (trace.GetProperty("tenant_id").GetString(), trace.GetProperty("key_id").GetString()));

        foreach (var path in new[] { "v1/traces?tenant_id=two", "v1/traces?search=cardamom", "v1/traces?source=two" })
        {
            Assert.Equal(0, (await server.AskAsync(One, HttpMethod.Get, path)).Body.GetProperty("total").GetInt32());
        }

        Assert.Equal(HttpStatusCode.NotFound, (await server.AskAsync(One, HttpMethod.Get, $"v1/traces/{theirs}")).Status);
        foreach (var path in new[] { "traces", $"traces/{theirs}", "traces?search=cardamom", $"ui/traces/{theirs}/text/0" })
        {
            using var page = await server.SendAsync(new Uri(server.ApiUrl, path), HttpMethod.Get, null, ("Authorization", $"Bearer {One}"), ("Accept", "text/html"));
            var html = await page.Content.ReadAsStringAsync(Stop);
            Assert.DoesNotContain("cardamom of two", html);
            Assert.NotEqual(HttpStatusCode.Unauthorized, page.StatusCode);
        }

        await AssertHearsOnlyItsOwnAsync(server);
    }

    [Fact]
    public async Task Every_address_asks_for_a_key_in_all_the_ways_that_clients_show_one()
    {
        await using var server = await ServerProcess.StartAsync(TwoProjects);
        await server.StoreReadyAsync(One);
        foreach (var path in new[] { "v1/traces", "v1/traces/x", "traces", "ui/arrivals", "v1/keys", "v1/secrets", "v1/config/keys", "keys", "nothing" })
        {
            using var refused = await server.SendAsync(new Uri(server.ApiUrl, path), HttpMethod.Get, null);
            Assert.True(refused.StatusCode == HttpStatusCode.Unauthorized, path);
        }

        (string, string)[] ways =
        [
            ("Authorization", $"Bearer {One}"), ("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"pk-one:{One}"))}"),
            ("X-OPPER-API-KEY", One), ("token", One), ("x-api-key", One),
        ];
        foreach (var way in ways)
        {
            using var response = await server.SendAsync(new Uri(server.ApiUrl, "v1/traces"), HttpMethod.Get, null, way);
            Assert.True(response.StatusCode == HttpStatusCode.OK, way.Item1);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await server.AskAsync(Two, HttpMethod.Get, "v1/keys")).Status);
        using var health = await server.SendAsync(new Uri(server.ApiUrl, "health"), HttpMethod.Get, null);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task Keys_and_what_was_spent_outlive_a_kill_and_no_secret_is_in_any_file_or_line()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        upstream.Answer = FakeChatModel.AnswerAsync;
        await using var server = await ServerProcess.StartAsync([.. TwoProjects, "--Providers:openai:BaseUrl", upstream.BaseUrl]);
        await server.StoreReadyAsync(One);
        const string ProviderKey = "sk-planted-provider-0123456789";
        Assert.Equal(HttpStatusCode.OK, (await server.AskAsync(One, HttpMethod.Post, "v1/secrets/openai", $$"""{"api_key":"{{ProviderKey}}"}""")).Status);
        var (created, key) = await server.AskAsync(One, HttpMethod.Post, "v1/keys", """{"project":"three","role":"call-only","monthly_budget_usd":0.0001,"allowed_models":["gpt-*"]}""");
        Assert.Equal(HttpStatusCode.Created, created);
        var (id, secret) = (key.GetProperty("id").GetString()!, key.GetProperty("secret_key").GetString()!);
        using (var paid = await server.TryCallAsync(secret, "hello", "openai/gpt-4o-mini"))
        {
            Assert.Equal(HttpStatusCode.OK, paid.StatusCode);
            Assert.Equal($"Bearer {ProviderKey}", (await upstream.NextAsync(Stop)).Headers["Authorization"]);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await server.AskAsync(secret, HttpMethod.Get, "v1/traces")).Status);
        await AssertSpentAsync(server, id);
        await server.KillAsync();
        await server.RestartAsync();
        await server.StoreReadyAsync(One);
        await Eventually.TrueAsync(async () => (await server.AskAsync(One, HttpMethod.Get, $"v1/keys/{id}")).Body.GetProperty("spent_month_usd").GetDecimal() > 0, "what was spent before the kill is known");
        await AssertSpentAsync(server, id);
        using (var refused = await server.TryCallAsync(secret, "hello", "openai/gpt-4o-mini"))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        }

        Assert.Contains("openai", (await server.AskAsync(One, HttpMethod.Get, "v1/secrets")).Body.GetRawText());
        Assert.Equal(0, await server.StopAsync());
        AssertNowhere(server, [ProviderKey, secret, One, Two]);
    }

    [Fact]
    public async Task A_door_for_other_machines_opens_only_with_a_key()
    {
        var data = Directory.CreateTempSubdirectory("tracehouse-settings-").FullName;
        var (exitCode, output) = await ServerProcess.RunToEndAsync(data, "--Gateway:Url", "http://0.0.0.0:0");
        Assert.Equal(1, exitCode);
        Assert.Contains("Gateway:Url", output);
        Assert.Contains("Keys:0:Secret", output);

        await using var server = await ServerProcess.StartAsync("--Gateway:Url", "http://0.0.0.0:0", "--Keys:0:Secret", One);
        var models = new Uri($"http://127.0.0.1:{server.GatewayUrl.Port}/v1/models");
        using var refused = await server.SendAsync(models, HttpMethod.Get, null);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using var taken = await server.SendAsync(models, HttpMethod.Get, null, ("Authorization", $"Bearer {One}"), ("Host", "gateway.internal"));
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    [Fact]
    public async Task A_key_that_only_ClickHouse_knows_opens_such_a_door_too()
    {
        var clickHouse = $"http://127.0.0.1:{FreePort.Next()}";
        await using var first = await ServerProcess.StartAsync("--Engine:Url", clickHouse);
        string[] settings = ["--Gateway:Url", "http://0.0.0.0:0", "--ClickHouse:Url", clickHouse];
        var data = Directory.CreateTempSubdirectory("tracehouse-settings-").FullName;
        var (exitCode, output) = await ServerProcess.RunToEndAsync(data, settings);
        Assert.Equal(1, exitCode);
        Assert.Contains("there is no key. Set Keys:0:Secret", output);

        var (_, made) = await first.AskAsync("", HttpMethod.Post, "v1/keys", "{}");
        await using var second = await ServerProcess.StartAsync(settings);
        var models = new Uri($"http://127.0.0.1:{second.GatewayUrl.Port}/v1/models");
        using var taken = await second.SendAsync(models, HttpMethod.Get, null, ("Authorization", $"Bearer {made.GetProperty("secret_key").GetString()}"));
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);

        (exitCode, output) = await ServerProcess.RunToEndAsync(data, [.. settings[..3], $"http://127.0.0.1:{FreePort.Next()}", "--Documents:StartSecondsMax", "1"]);
        Assert.Equal(1, exitCode);
        Assert.Contains("Whether ClickHouse has one is not known", output);
        Assert.Contains("mend ClickHouse:Url", output);
        Assert.Contains("Keys:0:Secret", output);
    }

    private static async Task AssertSpentAsync(ServerProcess server, string id)
    {
        var spent = (await server.AskAsync(One, HttpMethod.Get, $"v1/keys/{id}")).Body.GetProperty("spent_month_usd").GetDecimal();
        Assert.Equal(0.00021m, spent);
    }

    /// <summary>The stream of arrivals says a number at once; another project's call must not change it, and one's own must.</summary>
    private static async Task AssertHearsOnlyItsOwnAsync(ServerProcess server)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.ApiUrl, "ui/arrivals"));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {One}");
        using var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Stop));
        var first = await NextAsync(reader);
        await server.CallAsync(Two, "unheard");
        await server.AskAsync(Two, HttpMethod.Get, "v1/traces?limit=1");
        await server.CallAsync(One, "heard");
        await server.AskAsync(One, HttpMethod.Get, "v1/traces?limit=1");
        Assert.Equal(first + 1, await NextAsync(reader));
    }

    private static async Task<long> NextAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync(Stop) is { } line)
        {
            if (line == "event: arrival")
            {
                return long.Parse((await reader.ReadLineAsync(Stop))!["data: ".Length..]);
            }
        }

        throw new EndOfStreamException();
    }

    private static void AssertNowhere(ServerProcess server, string[] secrets)
    {
        foreach (var file in Directory.EnumerateFiles(server.DataDirectory, "*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(file);
            Assert.All(secrets, secret => Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, $"a secret in {file}"));
        }

        Assert.All(secrets, secret => Assert.DoesNotContain(secret, server.Output));
    }
}
