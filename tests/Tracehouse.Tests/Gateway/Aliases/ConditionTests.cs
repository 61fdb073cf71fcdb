using System.Text.Json;
using Xunit;

namespace Tracehouse.Tests.Gateway.Aliases;

/// <summary>Which calls a target is for, and what an alias may be called.</summary>
public sealed class ConditionTests
{
    private const string Image = """{"model":"smart","messages":[{"role":"user","content":[{"type":"text","text":"\"type\":\"image_url\""},{"type":"image_url","image_url":{"url":"data:,"}}]}]}""";
    private const string NoImage = """{"model":"smart","messages":[{"role":"user","content":[{"type":"text","text":"\"type\":\"image_url\""}]}]}""";

    [Theory]
    [InlineData("Has", "tools", """ "tools":[{"type":"function"}] """, true)]
    [InlineData("Has", "tools", """ "tools":[] """, false)]
    [InlineData("Has", "tools", """ "tools":null """, false)]
    [InlineData("Has", "response_format", """ "response_format":{"type":"json_object"} """, true)]
    [InlineData("Has", "tools, response_format", """ "tools":[{}] """, false)]
    [InlineData("Has", "tools, response_format", """ "tools":[{}],"response_format":{} """, true)]
    [InlineData("PromptBytesMax", "10", """ "n":1 """, false)]
    [InlineData("PromptBytesMin", "10", """ "n":1 """, true)]
    [InlineData("Metadata", "tier=gold", """ "metadata":{"tier":"gold"} """, true)]
    [InlineData("Metadata", "tier=gold", """ "metadata":{"tier":"lead"} """, false)]
    [InlineData("Metadata", "level=3", """ "metadata":{"x":{"level":3},"level":3} """, true)]
    [InlineData("User", "ann", """ "user":"ann" """, true)]
    [InlineData("User", "ann", """ "user":"bob" """, false)]
    [InlineData("Header", "x-plan=pro", """ "n":1 """, true)]
    [InlineData("Header", "x-plan=free", """ "n":1 """, false)]
    [InlineData("Project", "default", """ "n":1 """, true)]
    [InlineData("Project", "other", """ "n":1 """, false)]
    public async Task TargetTakesTheCallsItIsFor(string condition, string value, string more, bool holds)
    {
        await using var host = await AliasHost.StartAsync(($":Targets:0:When:{condition}", value));
        await host.CheckAnsweredByAsync(holds ? "a" : "b", AliasHost.Hello.Replace("\"messages\"", $"{more},\"messages\""), ("x-plan", "pro"));
    }

    [Theory]
    [InlineData("x-litellm-end-user-id", "ann", "a")]
    [InlineData("Helicone-User-Id", "bob", "b")]
    public async Task UserOfAConditionMayStandInAHeader(string header, string user, string name)
    {
        await using var host = await AliasHost.StartAsync((":Targets:0:When:User", "ann"));
        Assert.Equal(user, (await host.CheckAnsweredByAsync(name, AliasHost.Hello, (header, user))).UserId);
    }

    [Theory]
    [InlineData(Image, "a")]
    [InlineData(NoImage, "b")]
    public async Task TargetTakesImages(string body, string name)
    {
        await using var host = await AliasHost.StartAsync((":Targets:0:When:Has", "images"));
        await host.CheckAnsweredByAsync(name, body);
    }

    [Fact]
    public async Task CallThatNoTargetIsForIsRefused()
    {
        await using var host = await AliasHost.StartAsync((":Targets:0:When:User", "x"), (":Targets:1:When:User", "x"), (":Targets:2:When:User", "x"));
        var (status, body, record) = await host.CallAsync();
        Assert.Equal(404, status);
        Assert.Contains("No target of the alias smart is for a call like this one", body);
        Assert.Equal(("smart", "model_not_found"), (record.RoutingAlias, record.Error!.Type));
        Assert.Empty(record.Attempts);
    }

    [Fact]
    public async Task AliasIsListedAmongTheModelsAndSuggested()
    {
        await using var host = await AliasHost.StartAsync();
        var list = JsonDocument.Parse(await host.Gateway.Client.GetStringAsync("/v1/models", GatewayHost.Stop)).RootElement.GetProperty("data").EnumerateArray();
        Assert.Equal("tracehouse", list.Single(model => model.GetProperty("id").GetString() == "smart").GetProperty("owned_by").GetString());
        var one = JsonDocument.Parse(await host.Gateway.Client.GetStringAsync("/v1/models/smart", GatewayHost.Stop)).RootElement;
        Assert.Equal("smart", one.GetProperty("id").GetString());
        var (status, body, _) = await host.CallAsync(AliasHost.Hello.Replace("smart", "smrt"));
        Assert.Equal(404, status);
        Assert.Contains("There is the alias smart.", body);
    }

    [Fact]
    public async Task AliasGoesBeforeAModelOfTheSameName()
    {
        await using var host = await AliasHost.StartAsync(("Aliases:gpt-4o:Targets:0:Model", "b/m"));
        var (_, _, record) = await host.CallAsync(AliasHost.Hello.Replace("smart", "gpt-4o"));
        Assert.Equal(("b", "gpt-4o"), (record.Provider, record.RoutingAlias));
        (_, _, record) = await host.CallAsync(AliasHost.Hello.Replace("smart", "openai/gpt-4o"));
        Assert.Equal(("openai", null), (record.Provider, record.RoutingAlias));
    }

    [Theory]
    [InlineData("Aliases:auto:Targets:0:Model", "a/m", "Aliases:auto: the name auto is kept")]
    [InlineData("Aliases:a/b:Targets:0:Model", "a/m", "Aliases:a/b: an alias is named with")]
    [InlineData("Aliases:new:Strategy", "weighted", "Aliases:new:Targets: it must be a list of 1 to 32 targets.")]
    [InlineData("Aliases:new:Targets:0:Model", "smart", "Aliases:new:Targets:0:Model: it must be a model such as openai/gpt-4o, with its provider")]
    [InlineData("Aliases:new:Targets:0:Model", "nobody/m", "set Providers:nobody:BaseUrl to add it")]
    [InlineData(":Strategy", "best", "Aliases:smart:Strategy: it must be one of fallback, weighted, least_latency, lowest_cost.")]
    [InlineData(":StickyBy", "user", "Aliases:smart:StickyBy: it must be left out unless the strategy is weighted.")]
    [InlineData(":TriesMax", "0", "Aliases:smart:TriesMax: it must be from 1 to 50.")]
    [InlineData(":Targets:1:Weight", "-1", "Aliases:smart:Targets:1:Weight: it must be from 0 to 1000000.")]
    [InlineData(":Targets:1:When:Has", "toys", "Aliases:smart:Targets:1:When:Has: it must be tools, images or response_format")]
    [InlineData(":Targets:1:When:Metadata", "gold", "Aliases:smart:Targets:1:When:Metadata: it must be written key=value.")]
    [InlineData("Resilience:Tries", "0", "Resilience:Tries is 0; it must be from 1 to 20.")]
    public async Task WrongSettingStopsTheStart(string key, string value, string message)
    {
        var error = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => AliasHost.StartAsync((key, value)));
        Assert.Contains(message, error.Message);
    }
}
