using System.Globalization;
using System.Text.Json;
using Tracehouse.Gateway.Pricing;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>The prices of the table, against what the package that they come from charges (prices-golden.mjs).</summary>
public sealed class PricingTests
{
    private static readonly PriceTable Prices = PriceTable.Load();

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
