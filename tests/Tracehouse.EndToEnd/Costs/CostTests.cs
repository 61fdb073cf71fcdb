using System.Net;
using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.EndToEnd.Costs;

/// <summary>From a call to its cost, by way of a price of one's own, and back through the past.</summary>
public sealed class CostTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prices_made_by_hand_hold_at_once_after_a_restart_and_for_the_past_when_asked()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await ServerProcess.StartAsync("--Providers:openai:BaseUrl", upstream.BaseUrl, "--Providers:openai:ApiKey", "sk-test");
        var first = await CallAsync(server, "openai/gpt-4o-mini");
        var unknown = await CallAsync(server, "openai/house-model");
        var demo = await CallAsync(server, "demo/echo");
        var (cost, version) = await CostAsync(server, first);
        Assert.Equal(((800 * 0.15m) + (200 * 0.075m) + (100 * 0.60m)) / 1_000_000, cost);
        Assert.StartsWith("@pydantic/genai-prices", version);
        Assert.Equal((null, null), await CostAsync(server, unknown));

        await PutAsync(server, "openai/gpt-4o-mini", """{"input_usd_per_million": 1, "output_usd_per_million": 10}""");
        await PutAsync(server, "openai/house-model", """{"input_usd_per_million": 0, "output_usd_per_million": 0}""");
        (cost, version) = await CostAsync(server, await CallAsync(server, "openai/gpt-4o-mini"));
        Assert.Equal(0.002m, cost);
        Assert.StartsWith("override:openai/gpt-4o-mini@2", version);
        Assert.Equal(((800 * 0.15m) + (200 * 0.075m) + (100 * 0.60m)) / 1_000_000, (await CostAsync(server, first)).Cost);

        await server.StopAsync();
        await server.RestartAsync();
        await Eventually.TrueAsync(async () => (await server.GetAsync("v1/traces?limit=1")).Status == HttpStatusCode.OK, "the store is ready");
        Assert.Equal(version, (await CostAsync(server, await CallAsync(server, "openai/gpt-4o-mini"))).Version);

        var (exit, said) = await RepriceAsync(server, "--dry-run");
        Assert.Equal(0, exit);
        Assert.Contains("Done: 5 calls looked at, 2 would change", said);
        Assert.NotEqual(version, (await CostAsync(server, first)).Version);
        (exit, said) = await RepriceAsync(server);
        Assert.Equal(0, exit);
        Assert.Contains("2 changed, 0 unpriced, 0 kept; 0.004195 USD before, 0.006 USD now", said);
        Assert.Equal((0.002m, version), await CostAsync(server, first));
        Assert.Equal(0, (await CostAsync(server, unknown)).Cost);
        Assert.Equal((0, "demo"), await CostAsync(server, demo));
        Assert.Contains("0 changed", (await RepriceAsync(server)).Said);
    }

    [Fact]
    public async Task A_command_without_a_server_says_where_it_looked()
    {
        var address = $"http://127.0.0.1:{FreePort.Next()}";
        var (exit, said) = await RunAsync("reprice", "--Api:Url", address);
        Assert.Equal(1, exit);
        Assert.Contains($"No server answers at {address}", said);
        Assert.Contains("Api:Url", said);
    }

    [Theory]
    [InlineData("""{"from": "yesterday"}""", "from")]
    [InlineData("""{"modle": "x"}""", "modle")]
    [InlineData("[", "JSON")]
    public async Task What_is_wrong_with_a_request_is_said(string body, string named)
    {
        await using var server = await ServerProcess.StartAsync("--ClickHouse:Enabled", "false");
        using var answer = await server.Http.PostAsync(new Uri(server.ApiUrl, "v1/prices/reprice"), new StringContent(body), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(named, await answer.Content.ReadAsStringAsync(Stop));
        using var off = await server.Http.PostAsync(new Uri(server.ApiUrl, "v1/prices/reprice"), null, Stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, off.StatusCode);
    }

    [Fact]
    public async Task Another_site_may_not_change_a_price_and_the_pages_show_them()
    {
        await using var server = await ServerProcess.StartAsync("--ClickHouse:Enabled", "false");
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(server.ApiUrl, "v1/prices/openai/gpt-4o")) { Content = new StringContent("""{"request_usd": 1}""") };
        request.Headers.Add("Origin", "http://evil.example");
        using var refused = await server.Http.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        await PutAsync(server, "house/small", """{"input_usd_per_million": 0.125}""");
        var page = await server.Http.GetStringAsync(new Uri(server.ApiUrl, "prices?search=house"), Stop);
        Assert.Contains("$0.125", page);
        Assert.Contains("aria-current=\"page\">Prices</a>", page);
        Assert.Contains("Back to the catalogue", await server.Http.GetStringAsync(new Uri(server.ApiUrl, "prices/edit?provider=house&model=small"), Stop));
    }

    private static async Task<string> CallAsync(ServerProcess server, string model)
    {
        using var response = await server.ChatAsync("hello", model);
        Assert.True(response.IsSuccessStatusCode);
        return response.TraceId();
    }

    private static async Task<(decimal? Cost, string? Version)> CostAsync(ServerProcess server, string id)
    {
        var (status, trace) = await server.GetAsync($"v1/traces/{id}");
        Assert.Equal(HttpStatusCode.OK, status);
        var cost = trace.GetProperty("cost_usd");
        return (cost.ValueKind == JsonValueKind.Null ? null : cost.GetDecimal(), trace.GetProperty("price_version").GetString());
    }

    private static async Task PutAsync(ServerProcess server, string model, string prices)
    {
        using var answer = await server.Http.PutAsync(new Uri(server.ApiUrl, $"v1/prices/{model}"), new StringContent(prices), Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    private static Task<(int Exit, string Said)> RepriceAsync(ServerProcess server, params string[] options) =>
        RunAsync(["reprice", .. options, "--Api:Url", server.ApiUrl.OriginalString]);

    private static async Task<(int Exit, string Said)> RunAsync(params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(Built.Server[0], [.. Built.Server.Skip(1), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
        await process.WaitForExitAsync(Stop).WaitAsync(TimeSpan.FromSeconds(60));
        return (process.ExitCode, await output + await errors);
    }
}
