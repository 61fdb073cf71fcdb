using System.Text;
using Microsoft.AspNetCore.Http;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>Newer price data from an address, from a server on this machine.</summary>
public sealed class PriceRefreshTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tracehouse-prices-").FullName;
    private FakeUpstream _server = null!;

    private string Kept => Path.Combine(_directory, "prices.json");

    public async ValueTask InitializeAsync() => _server = await FakeUpstream.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task DataIsFetchedKeptAndUsedAtTheNextStartWithoutTheServer()
    {
        _server.Answer = Serve(Data(7), "\"v7\"");
        await using (var host = await StartAsync())
        {
            await RestsAsync(host);
            Assert.Equal(0.0077m, host.Charge("p", "m")?.TotalUsd);
            Assert.Equal("url", host.Book.Find("p", "m", host.Time.GetUtcNow())!.Source);
            Assert.Matches("^127.0.0.1/v1/data.json etag v7 of [0-9-]{10}$", host.Charge("p", "m")!.PriceVersion);
            Assert.Null(host.Charge("openai", "gpt-4o"));
            Assert.True(File.Exists(Kept));
        }

        _server.Answer = UpstreamAnswers.Json(500, "{}");
        await using var next = await StartAsync();
        Assert.Equal(0.0077m, next.Charge("p", "m")!.TotalUsd);
        Assert.Contains("etag v7", next.Charge("p", "m")!.PriceVersion);
    }

    [Fact]
    public async Task NewDataIsFetchedEveryFewHoursAndUnchangedDataIsNotSentAgain()
    {
        _server.Answer = Serve(Data(1), "\"v1\"");
        await using var host = await StartAsync();
        await RestsAsync(host);
        Assert.Equal(0.0011m, host.Charge("p", "m")?.TotalUsd);
        await _server.NextAsync(PricesHost.Stop);

        Assert.Equal("\"v1\"", (await NextFetchAsync(host)).Headers["If-None-Match"]);
        _server.Answer = Serve(Data(2), "\"v2\"");
        Assert.Equal("\"v1\"", (await NextFetchAsync(host)).Headers["If-None-Match"]);
        Assert.Equal(0.0022m, host.Charge("p", "m")?.TotalUsd);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("""[{"id": "p", "models": [{"id": "m", "match": {"equals": "m"}, "prices": {"input_mtok": "free!"}}]}]""")]
    [InlineData("too long")]
    [InlineData("404")]
    public async Task BadDataNeverReplacesGoodData(string bad)
    {
        _server.Answer = Serve(Data(3), "\"v3\"");
        await using var host = await StartAsync(("Pricing:BytesMax", "1024"));
        await RestsAsync(host);
        Assert.Equal(0.0033m, host.Charge("p", "m")?.TotalUsd);
        var kept = await File.ReadAllTextAsync(Kept, PricesHost.Stop);
        await _server.NextAsync(PricesHost.Stop);

        _server.Answer = bad switch
        {
            "too long" => Serve(Data(4) + new string(' ', 2000), "\"v4\""),
            "404" => UpstreamAnswers.Json(404, Data(4)),
            _ => Serve(bad, "\"v4\""),
        };
        await NextFetchAsync(host);
        Assert.Equal(0.0033m, host.Charge("p", "m")!.TotalUsd);
        Assert.Equal(kept, await File.ReadAllTextAsync(Kept, PricesHost.Stop));
    }

    [Fact]
    public async Task ADamagedCopyIsPassedOver()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "prices.json"), "{\"url\":", PricesHost.Stop);
        _server.Answer = UpstreamAnswers.Json(500, "{}");
        await using var host = await StartAsync();
        Assert.NotNull(host.Charge("openai", "gpt-4o"));
    }

    [Fact]
    public async Task WithoutAnAddressNothingIsFetched()
    {
        await using var host = await PricesHost.StartAsync(null, ("Data:Directory", _directory));
        Assert.Equal("package", host.Book.Find("openai", "gpt-4o", host.Time.GetUtcNow())!.Source);
        Assert.Empty(Directory.GetFiles(_directory));
    }

    private Task<PricesHost> StartAsync(params (string, string?)[] settings) =>
        PricesHost.StartAsync(null, [("Pricing:Url", $"{_server.BaseUrl}/data.json"), ("Pricing:RefreshHours", "1"), ("Data:Directory", _directory), .. settings]);

    /// <summary>Completes when a fetch and all that follows from it are over: then the next one has been set, for an hour later or, after a bad one, five minutes.</summary>
    private static Task RestsAsync(PricesHost host) =>
        host.Time.IsSetAsync(due => due == TimeSpan.FromHours(1) || due == TimeSpan.FromMinutes(5), PricesHost.Stop);

    /// <summary>The next fetch, when it is over.</summary>
    private async Task<ReceivedRequest> NextFetchAsync(PricesHost host)
    {
        await RestsAsync(host);
        host.Time.Elapse();
        var request = await _server.NextAsync(PricesHost.Stop);
        await RestsAsync(host);
        return request;
    }

    private static string Data(int usd) =>
        $$$"""[{"id": "p", "models": [{"id": "m", "match": {"equals": "m"}, "prices": {"input_mtok": {{{usd}}}, "output_mtok": {{{usd}}}}}]}]""";

    private static Func<HttpContext, Task> Serve(string data, string etag) => async context =>
    {
        if (context.Request.Headers.IfNoneMatch == etag)
        {
            context.Response.StatusCode = 304;
            return;
        }

        context.Response.Headers.ETag = etag;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(data));
    };
}
