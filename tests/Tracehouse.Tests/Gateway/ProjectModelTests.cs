using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Pricing;
using Tracehouse.Records;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>What calls cost by the models that their project priced.</summary>
public sealed class ProjectModelTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly TokenUsage Usage = new() { Input = 100, CachedInput = 40, Output = 10, Reasoning = 4, Details = new Dictionary<string, long> { ["pictures"] = 2 } };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_token_is_charged_once_by_its_own_price()
    {
        var models = await WithAsync(Model("house", "(?i)^house-.*$", Tier(("input", 2m), ("input_cached_tokens", 0.5m), ("output", 10m), ("pictures", 7m))));
        Assert.Equal((60 * 2m + 40 * 0.5m + 2 * 7m, 100m), Charged(models, "House-large"));
        Assert.Null(Charged(models, "other"));
        Assert.Null(models.Price(Project("other"), ["house-large"], Usage, Now));
    }

    [Fact]
    public async Task One_price_for_all_counts_for_both_sides() =>
        Assert.Equal((100m, 10m), Charged(await WithAsync(Model("house", "house", Tier(("total", 1m)))), "house"));

    [Fact]
    public async Task The_first_tier_whose_conditions_hold_counts_and_else_the_default()
    {
        var models = await WithAsync(Model("house", "house", Tier(("input", 1m)),
            new ModelTier(2, false, [new UsageCondition("^input", "gt", 90)], Prices(("input", 3m))), new ModelTier(1, false, [new UsageCondition("^input", "gt", 100)], Prices(("input", 9m)))));
        Assert.Equal(300, Charged(models, "house")?.Input);
        Assert.Equal(1, models.Price(ProjectId.Default, ["house"], new TokenUsage { Input = 1, Output = 0 }, Now)?.InputUsd);
    }

    [Fact]
    public async Task Of_several_models_the_one_that_began_last_counts_at_the_time_of_the_call()
    {
        var models = await WithAsync(
            Model("old", "house", Tier(("input", 1m))), Model("new", "house", Tier(("input", 2m))) with { Since = Now.AddDays(-1) }, Model("next", "house", Tier(("input", 4m))) with { Since = Now.AddDays(1) });
        Assert.Equal(200, Charged(models, "house")?.Input);
        Assert.Equal("old", models.Find(ProjectId.Default, "house", Now.AddDays(-2))?.Id);
    }

    [Fact]
    public async Task A_pattern_that_would_run_away_matches_nothing_and_a_removed_model_prices_nothing()
    {
        var models = await WithAsync(Model("house", "house", Tier(("input", 1m))), Model("slow", @"^(a+)+\1$", Tier(("input", 1m))));
        Assert.Null(Charged(models, new string('a', 40) + "b"));
        await models.RemoveAsync(ProjectId.Default, "house", Stop);
        Assert.Null(Charged(models, "house"));
    }

    [Fact]
    public async Task A_project_may_have_so_many()
    {
        var models = new ProjectModels(new MemoryDocuments(), Options.Create(new PricingOptions { ProjectModelsMax = 1 }), NullLogger<ProjectModels>.Instance);
        Assert.True(await models.TrySaveAsync(Model("one", "one"), Stop));
        Assert.False(await models.TrySaveAsync(Model("two", "two"), Stop));
        Assert.True(await models.TrySaveAsync(Model("one", "changed"), Stop));
    }

    private static async Task<ProjectModels> WithAsync(params ProjectModel[] made)
    {
        var models = new ProjectModels(new MemoryDocuments(), Options.Create(new PricingOptions()), NullLogger<ProjectModels>.Instance);
        foreach (var model in made)
        {
            Assert.True(await models.TrySaveAsync(model, Stop));
        }

        return models;
    }

    private static (decimal Input, decimal Output)? Charged(ProjectModels models, string name) =>
        models.Price(ProjectId.Default, [name], Usage, Now) is { } cost ? (cost.InputUsd, cost.OutputUsd) : null;

    private static ProjectModel Model(string id, string pattern, params ModelTier[] tiers) => new(ProjectId.Default, id, id, pattern) { Tiers = tiers };

    private static ModelTier Tier(params (string Name, decimal Usd)[] prices) => new(0, true, [], Prices(prices));

    private static Dictionary<string, decimal> Prices(params (string Name, decimal Usd)[] prices) => prices.ToDictionary(price => price.Name, price => price.Usd);

    private static ProjectId Project(string name) => ProjectId.TryParse(name, out var project) ? project : default;
}
