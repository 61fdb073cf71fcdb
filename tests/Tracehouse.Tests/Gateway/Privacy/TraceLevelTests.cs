using System.Net;
using System.Text.Json;
using Tracehouse.Records;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Privacy;

/// <summary>What is kept at which level, as the server sets it and as a caller asks for it.</summary>
public sealed class TraceLevelTests
{
    private const string Request = """
        {"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"zebra"}],"temperature":0.5,"stop":"zebra","seed":7,"reasoning_effort":"zebra crossing",
        "tool_choice":"auto","tools":[{"function":{"name":"zebra"}}],"zebra":1,"user":"u1","metadata":{"feature":"f"}}
        """;

    [Theory]
    [InlineData("true", null, true)]
    [InlineData("true", "full", true)]
    [InlineData("true", "FULL", true)]
    [InlineData("true", "metadata-only", false)]
    [InlineData("true", "Metadata-Only", false)]
    [InlineData("false", null, false)]
    [InlineData("false", "full", false)]
    public async Task A_caller_gets_what_it_asks_for_and_no_more_than_the_server_allows(string content, string? header, bool isKept)
    {
        await using var host = await GatewayHost.StartAsync(("Privacy:Content", content));
        using var response = await host.PostAsync(Request, header is null ? [] : [("X-Opentracy-Trace", header)]);
        Assert.Equal(UpstreamAnswers.Completion, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.DoesNotContain("X-Opentracy-Trace", (await host.Upstream.NextAsync(GatewayHost.Stop)).Headers.Keys, StringComparer.OrdinalIgnoreCase);

        var record = await host.RecordAsync();
        Assert.Equal(isKept, record.IsContentKept);
        Assert.Equal(1000, record.Usage.Input);
        Assert.NotNull(record.Cost);
        Assert.Equal("u1", record.UserId);
        Assert.Equal("""{"feature":"f"}""", record.Payload.Metadata.ToString());
        if (isKept)
        {
            Assert.Equal("zebra", record.Payload.InputText.ToString());
            return;
        }

        Assert.True(record.Payload is { InputText.IsEmpty: true, OutputText.IsEmpty: true, InputMessages.IsEmpty: true, OutputMessages.IsEmpty: true });
        Assert.Equal("""{"temperature":0.5,"seed":7,"tool_choice":"auto","_answered_model":"gpt-4o-mini-2024-07-18"}""", record.Payload.Parameters.ToString());
    }

    [Fact]
    public async Task Off_leaves_no_record_and_changes_nothing_else()
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.PostAsync(Request, ("X-Opentracy-Trace", "off"));
        Assert.Equal(UpstreamAnswers.Completion, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.False(response.Headers.Contains("x-tracehouse-trace-id"), "an id that leads nowhere");
        using var failed = await host.PostAsync("{}", ("X-Opentracy-Trace", "OFF"));
        Assert.Equal(HttpStatusCode.BadRequest, failed.StatusCode);
        using var kept = await host.PostAsync(Request);
        Assert.Equal("u1", (await host.RecordAsync()).UserId);
        Assert.Equal(0, host.Sink.Count);
    }

    [Theory]
    [InlineData("of")]
    [InlineData("")]
    [InlineData("none")]
    [InlineData("full, off")]
    public async Task A_word_that_is_not_known_is_refused_before_anything_is_done(string header)
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.PostAsync(Request, ("X-Opentracy-Trace", header));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.All(["X-Opentracy-Trace", "full", "metadata-only", "off"], word => Assert.Contains(word, json.RootElement.GetProperty("error").GetProperty("message").GetString()));
        Assert.Equal("invalid_request", json.RootElement.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(0, host.Sink.Count);
    }

    [Fact]
    public async Task What_an_upstream_says_of_an_error_may_quote_the_prompt_and_is_not_kept()
    {
        await using var host = await GatewayHost.StartAsync(("Privacy:Content", "false"));
        host.Upstream.Answer = UpstreamAnswers.Json(400, """{"error":{"message":"zebra is not allowed"}}""");
        using var response = await host.PostAsync(Request);
        Assert.Contains("zebra", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        var record = await host.RecordAsync();
        Assert.Equal(SpanStatus.Error, record.Status);
        Assert.Equal("The upstream answered with status 400. Its words were not kept.", record.Error!.Message);
    }
}
