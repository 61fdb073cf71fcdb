using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tracehouse.Gateway.Aliases;
using Tracehouse.Records;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Aliases;

/// <summary>Aliases are made, changed and removed by API while calls go on.</summary>
public sealed class AliasesEndpointTests
{
    private const string ToB = """{"targets":[{"model":"b/m"}]}""";
    private static readonly Caller Member = Caller.Anyone with { Role = KeyRole.Member };

    [Fact]
    public async Task AliasCanBeCalledAsSoonAsItIsMade()
    {
        await using var host = await AliasHost.StartAsync();
        Assert.Equal(404, (await host.CallAsync(AliasHost.Hello.Replace("smart", "fast"))).Status);
        Assert.Equal(201, (await SendAsync(host, "PUT", "Fast", ToB)).Status);
        Assert.Equal("b", (await host.CallAsync(AliasHost.Hello.Replace("smart", "fast"))).Record.Provider);
        Assert.Equal(200, (await SendAsync(host, "PUT", "fast", """{"targets":[{"model":"c/m"}]}""")).Status);
        Assert.Equal("c", (await host.CallAsync(AliasHost.Hello.Replace("smart", "FAST"))).Record.Provider);
        Assert.Equal(200, (await SendAsync(host, "DELETE", "fast")).Status);
        Assert.Equal(404, (await host.CallAsync(AliasHost.Hello.Replace("smart", "fast"))).Status);
        Assert.Equal(404, (await SendAsync(host, "DELETE", "fast")).Status);
    }

    [Fact]
    public async Task AliasIsShownAsItWasWrittenWithTheStateOfItsTargets()
    {
        await using var host = await AliasHost.StartAsync();
        const string written = """{"strategy":"weighted","sticky_by":"user","targets":[{"model":"a/m","weight":3,"when":{"has":"tools"}},{"model":"b/m"}],"tries_per_target":1,"circuit_failures":1}""";
        await SendAsync(host, "PUT", "mix", written);
        host.B.Answer = UpstreamAnswers.Json(500, "{}");
        await host.CallAsync(AliasHost.Hello.Replace("smart", "mix"));
        var shown = (await SendAsync(host, "GET", "mix")).Body;
        Assert.Equal("api", (string?)shown["source"]);
        foreach (var (name, value) in JsonNode.Parse(written)!.AsObject().Where(property => property.Key != "targets"))
        {
            Assert.Equal(value!.ToJsonString(), shown["alias"]![name]!.ToJsonString());
        }

        Assert.Equal("""{"has":"tools"}""", shown["alias"]!["targets"]![0]!["when"]!.ToJsonString());
        Assert.Equal(["""{"model":"a/m","circuit":"closed","answer_ms":null,"first_content_ms":null,"failure_share":null}""", """{"model":"b/m","circuit":"open","answer_ms":null,"first_content_ms":null,"failure_share":1}"""], shown["targets"]!.AsArray().Select(target => target!.ToJsonString()));
        Assert.Equal(201, (await SendAsync(host, "PUT", "copy", shown["alias"]!.ToJsonString())).Status);
        Assert.Equal(["copy", "mix", "smart"], (await SendAsync(host, "GET", "")).Body["aliases"]!.AsArray().Select(alias => (string?)alias!["name"]));
    }

    [Fact]
    public async Task StateOfATargetOutlivesAChange()
    {
        await using var host = await AliasHost.StartAsync();
        await SendAsync(host, "PUT", "fast", """{"targets":[{"model":"a/m"},{"model":"b/m"}],"circuit_failures":1}""");
        host.A.Answer = UpstreamAnswers.Json(500, "{}");
        await host.CallAsync(AliasHost.Hello.Replace("smart", "fast"));
        await SendAsync(host, "PUT", "fast", """{"targets":[{"model":"c/m"},{"model":"a/m"}],"circuit_failures":1}""");
        Assert.Equal("open", (string?)(await SendAsync(host, "GET", "fast")).Body["targets"]![1]!["circuit"]);
    }

    [Theory]
    [InlineData("fast", "[]", "", "it must be a JSON object")]
    [InlineData("fast", "{", "", "it must be a JSON object")]
    [InlineData("fast", "{}", "targets", "a list of 1 to 32 targets")]
    [InlineData("fast", """{"targets":[{"model":"b/m","weight":"heavy"}]}""", "targets[0].weight", "wrong type")]
    [InlineData("fast", """{"targets":[{"model":"b/m","colour":1}]}""", "targets[0].colour", "no such property")]
    [InlineData("fast", """{"targets":[{"model":"b/m"},{"model":"smart"}]}""", "targets[1].model", "an alias cannot lead to another")]
    [InlineData("fast", """{"targets":[{"model":"b/m"}],"hedge_after_milliseconds":0}""", "hedge_after_milliseconds", "from 1 to 600000")]
    [InlineData("fast", """{"targets":[{"model":"b/m","when":{"header":"x"}}]}""", "targets[0].when.header", "written name=value")]
    [InlineData("auto", ToB, "name", "is kept for the gateway's own choice")]
    public async Task WrongAliasIsRefusedWithTheFieldAtFault(string name, string body, string field, string message)
    {
        await using var host = await AliasHost.StartAsync();
        var (status, answer) = await SendAsync(host, "PUT", name, body);
        Assert.Equal(400, status);
        Assert.Equal((field, "invalid_request"), ((string?)answer["error"]!["param"], (string?)answer["error"]!["code"]));
        Assert.Contains(message, (string?)answer["error"]!["message"]);
        Assert.Empty(host.Gateway.Documents.All(AliasTable.Kind));
    }

    [Fact]
    public async Task AliasOfTheSettingsIsFixed()
    {
        await using var host = await AliasHost.StartAsync();
        Assert.Equal(409, (await SendAsync(host, "PUT", "smart", ToB)).Status);
        Assert.Equal(409, (await SendAsync(host, "DELETE", "smart")).Status);
        await host.CheckAnsweredByAsync("a");
    }

    [Fact]
    public async Task AliasBelongsToItsProject()
    {
        await using var host = await AliasHost.StartAsync();
        Assert.True(ProjectId.TryParse("other", out var other));
        Assert.Equal(201, (await SendAsync(host, "PUT", "fast", ToB, Caller.Anyone with { Project = other })).Status);
        Assert.Equal(404, (await host.CallAsync(AliasHost.Hello.Replace("smart", "fast"))).Status);
        Assert.Equal(404, (await SendAsync(host, "GET", "fast")).Status);
        Assert.Equal(404, (await SendAsync(host, "DELETE", "fast")).Status);
    }

    [Fact]
    public async Task OnlyAnAdminChangesAliases()
    {
        await using var host = await AliasHost.StartAsync();
        Assert.Equal(403, (await SendAsync(host, "PUT", "fast", ToB, Member)).Status);
        Assert.Equal(403, (await SendAsync(host, "DELETE", "smart", "", Member)).Status);
        Assert.Equal(200, (await SendAsync(host, "GET", "", "", Member)).Status);
    }

    [Fact]
    public async Task ChangeIsRefusedWhileTheStoreIsAway()
    {
        await using var host = await AliasHost.StartAsync();
        host.Gateway.Documents.IsAway = true;
        Assert.Equal(503, (await SendAsync(host, "PUT", "fast", ToB)).Status);
        Assert.Equal(404, (await SendAsync(host, "GET", "fast")).Status);
    }

    [Fact]
    public async Task KeyThatAllowsOneProviderIsNotLedToAnother()
    {
        await using var host = await AliasHost.StartAsync(("Keys:0:Secret", "a-secret-that-is-long-enough"), ("Keys:0:Project", "default"), ("Keys:0:AllowedModels", "b/*"));
        var record = await host.CheckAnsweredByAsync("b", AliasHost.Hello, ("Authorization", "Bearer a-secret-that-is-long-enough"));
        Assert.Equal("b:200", AliasHost.Tries(record));
    }

    private static async Task<(int Status, JsonNode Body)> SendAsync(AliasHost host, string method, string name, string body = "", Caller? caller = null)
    {
        using var answer = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = answer }, Request = { Method = method, Path = $"/v1/aliases/{name}", Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) } };
        context.Request.RouteValues["name"] = name;
        context.Features.Set(caller ?? Caller.Anyone);
        await host.Gateway.Services.GetRequiredService<AliasesEndpoint>().AnswerAsync(context);
        await context.Response.BodyWriter.FlushAsync(GatewayHost.Stop);
        return (context.Response.StatusCode, JsonNode.Parse(answer.ToArray())!);
    }
}
