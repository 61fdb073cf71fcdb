using System.Globalization;
using System.Text.Json;
using Tracehouse.Gateway.Pricing;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>What calls cost: against figures worked out by hand (prices-by-hand.txt), and against what the package of the prices charges (prices-golden.mjs).</summary>
public sealed class PricingTests
{
    private static readonly PriceTable Prices = PriceTable.Load();
    private static readonly IReadOnlyList<HandWorkedPrice> HandWorked = HandWorkedPrice.Read(Path.Combine(FindRoot(), "tests/Tracehouse.Tests/Gateway/prices-by-hand.txt"));

    [Fact]
    public void PricesAreThoseOfThePackage()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(FindRoot(), "tests/Tracehouse.Tests/Gateway/prices-golden.json")));
        foreach (var one in golden.RootElement.EnumerateArray())
        {
            var usage = new TokenUsage { Input = one.GetProperty("input").GetInt64(), CachedInput = one.GetProperty("cached").GetInt64(), Output = one.GetProperty("output").GetInt64() };
            var time = DateTimeOffset.Parse(one.GetProperty("time").GetString()!, CultureInfo.InvariantCulture);
            var cost = Prices.Price(one.GetProperty("provider").GetString()!, one.GetProperty("model").GetString()!, usage, time);
            var usd = one.GetProperty("usd");
            if (usd.ValueKind == JsonValueKind.Null)
            {
                Assert.True(cost is null, $"{one}: {cost}");
            }
            else
            {
                Assert.True(cost is not null && Math.Abs(cost.TotalUsd - usd.GetDecimal()) < 0.000000001m, $"{one}: {cost}");
            }
        }
    }

    [Theory]
    [InlineData(null, 5L)]
    [InlineData(5L, null)]
    public void UnknownUsageHasNoPrice(long? input, long? output) =>
        Assert.Null(Prices.Price("openai", "gpt-4o-mini", new TokenUsage { Input = input, Output = output }, DateTimeOffset.UnixEpoch));

    [Fact]
    public void VersionNamesThePackageAndTheDay()
    {
        var usage = new TokenUsage { Input = 1, Output = 1 };
        var time = new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal("@pydantic/genai-prices 0.1.8 of 2026-09-23", Prices.Price("openai", "gpt-4o-mini", usage, time)!.PriceVersion);
        Assert.Equal("@pydantic/genai-prices 0.1.8 of 2026-09-23 since 2026-07-30", Prices.Price("openai", "gpt-5.6-terra", usage, time)!.PriceVersion);
    }

    [Fact]
    public void AtLeastSixtyModelsOfEightProvidersAreWorkedOutByHand()
    {
        var priced = HandWorked.Where(one => one.Usd is not null).ToList();
        Assert.True(priced.DistinctBy(one => (one.Provider, one.Model)).Count() >= 60);
        Assert.True(priced.DistinctBy(one => one.Provider).Count() >= 8);
    }

    [Fact]
    public void CostsAreThoseWorkedOutByHand() => Assert.All(HandWorked, one =>
    {
        var cost = Prices.Price(one.Provider, one.Model, one.Usage, one.Time);
        Assert.Equal(one.Usd, cost?.TotalUsd);
    });

    [Fact]
    public void TheSumsWorkedOutByHandAreRight() => Assert.All(HandWorked.Where(one => one.Usd is not null), one => Assert.Equal(one.Usd, HandWorkedPrice.Sum(one.Arithmetic)));

    [Fact]
    public void FreeIsNotUnpriced()
    {
        var usage = new TokenUsage { Input = 1, Output = 1 };
        Assert.Equal(0, Prices.Price("openrouter", "deepseek/deepseek-chat:free", usage, DateTimeOffset.UnixEpoch)!.TotalUsd);
        Assert.Equal(0, ModelPrice.Fixed([new("input_mtok", 0), new("output_mtok", 0)]).Charge(usage, "")!.TotalUsd);
        Assert.Null(Prices.Price("openai", "whisper-1", usage, DateTimeOffset.UnixEpoch));
    }

    [Theory]
    [InlineData(1000, 0, 0, 0)]
    [InlineData(1000, 1000, 1000, 0)]
    [InlineData(1000, 900, 950, 0)]
    [InlineData(1000, 5000, 0, 700)]
    public void PartsNeverCostMoreTokensThanThereAre(long input, long cached, long audio, long written)
    {
        var usage = new TokenUsage { Input = input, Output = 0, CachedInput = cached, Details = new Dictionary<string, long> { [UsageKind.InputAudio] = audio, [UsageKind.CacheWrite] = written } };
        var price = ModelPrice.Fixed([new("input_mtok", 1), new("cache_read_mtok", 1), new("cache_write_mtok", 1), new("input_audio_mtok", 1)]);
        Assert.Equal(input / 1_000_000m, price.Charge(usage, "")!.TotalUsd);
    }

    [Fact]
    public void SearchesWithoutAPriceLeaveACallUnpriced()
    {
        var usage = new TokenUsage { Input = 10, Output = 10, Details = new Dictionary<string, long> { [UsageKind.WebSearches] = 1 } };
        Assert.Null(Prices.Price("anthropic", "claude-3-haiku-20240307", usage, DateTimeOffset.UnixEpoch));
        Assert.NotNull(Prices.Price("anthropic", "claude-haiku-4-5", usage, DateTimeOffset.UnixEpoch));
    }

    [Theory]
    [InlineData("""[]""")]
    [InlineData("""{"error": "not found"}""")]
    [InlineData("""[{"id": "p", "models": []}]""")]
    [InlineData("""[{"id": "p", "models": [{"id": "m", "match": {"equals": "m"}, "prices": {"input_mtok": -1}}]}]""")]
    [InlineData("""[{"id": "p", "models": [{"id": "m", "match": {"equals": "m"}, "prices": {"input_mtok": "1"}}]}]""")]
    [InlineData("""[{"id": "p", "models": [{"id": "m", "match": {"sounds_like": "m"}, "prices": {"input_mtok": 1}}]}]""")]
    [InlineData("""[{"id": "p", "models": [{"id": "m", "match": {"regex": "("}, "prices": {"input_mtok": 1}}]}]""")]
    [InlineData("""[{"id": "p", "models": [{"id": "m", "match": {"equals": "m"}, "prices": [{"constraint": {"weekday": 6}, "prices": {"input_mtok": 1}}]}]}]""")]
    [InlineData("""[{"id": "p", "models": [{"id": "m", "match": {"equals": "m"}, "prices": []}]}]""")]
    [InlineData("""[{"id": "p", "models": [{"id": "m" """)]
    public void DataThatIsNotUnderstoodIsRefusedWhole(string data)
    {
        Assert.False(PriceTable.TryRead(System.Text.Encoding.UTF8.GetBytes(data), "v", out _, out var fault));
        Assert.NotEqual("", fault);
    }

    [Fact]
    public void PublishedDataIsRead()
    {
        // The shapes of the published file: plain and conditional prices, with and without the word that types a condition, and what nobody here needs.
        const string Data = """
            [{"id": "p", "name": "P", "pricing_urls": ["x"], "api_pattern": "x", "extractors": [{"root": "usage"}], "models": [
              {"id": "m", "name": "M", "match": {"or": [{"equals": "m"}, {"starts_with": "m-"}]}, "context_window": 5, "prices": [
                {"prices": {"input_mtok": {"base": 1, "tiers": [{"start": 10, "price": 2}]}, "output_mtok": 3}},
                {"constraint": {"start_date": "2026-01-02"}, "prices": {"input_mtok": 10, "output_mtok": 30}},
                {"constraint": {"type": "time_of_date", "start_time": "22:00:00Z", "end_time": "02:00:00Z"}, "prices": {"input_mtok": 100, "output_mtok": 300}}]}]}]
            """;
        Assert.True(PriceTable.TryRead(System.Text.Encoding.UTF8.GetBytes(Data), "v", out var table, out _));
        Assert.Equal(25m, Charge("2026-01-01T12:00:00Z", 11));
        Assert.Equal(13m, Charge("2026-01-01T12:00:00Z", 10));
        Assert.Equal(20m, Charge("2026-01-02T12:00:00Z", 2, 0));
        Assert.Equal(200m, Charge("2026-01-02T23:00:00Z", 2, 0));
        Assert.Equal(200m, Charge("2026-01-03T01:59:59Z", 2, 0));
        Assert.Equal(20m, Charge("2026-01-03T02:00:00Z", 2, 0));

        decimal Charge(string time, long input, long output = 1) =>
            table.Price("p", "m-1", new TokenUsage { Input = input, Output = output }, DateTimeOffset.Parse(time, CultureInfo.InvariantCulture))!.TotalUsd * 1_000_000m;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tracehouse.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
