using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Tracehouse.Sdk.Tests.Client;

/// <summary>Where a client gets its settings, and how it lives beside tracing.</summary>
public sealed class ClientTests
{
    private const string Answer = """{"choices": [{"message": {"content": "Hi"}}], "trace_id": "t"}""";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_starts_tracing_where_nobody_has_and_ends_it_with_itself()
    {
        await using var server = await StubServer.StartAsync();
        using (server.Client())
        {
            using var observation = Tracing.StartObservation("work");
            Assert.True(observation.IsRecorded);
        }

        Assert.False(Tracing.StartObservation("work").IsRecorded);
    }

    [Fact]
    public async Task Client_takes_the_settings_of_the_tracing_that_runs_and_leaves_it_running()
    {
        await using var server = await StubServer.StartAsync(StubServer.Json(200, Answer));
        using var session = Tracing.Start(options => (options.Url, options.GatewayUrl, options.Key) = (server.Url, server.Url, "th-key"));
        using (var client = new TracehouseClient())
        {
            await client.CompletionAsync("demo/echo", [new("user", "Hi")], cancellationToken: Stop);
        }

        Assert.Equal("th-key", server.Received.Single().Headers["X-Tracehouse-Key"]);
        using var observation = Tracing.StartObservation("work");
        Assert.True(observation.IsRecorded);
    }

    [Fact]
    public async Task Client_is_injected_with_what_the_configuration_says()
    {
        await using var server = await StubServer.StartAsync(StubServer.Json(200, Answer));
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Tracehouse:Url"] = server.Url.OriginalString, ["Tracehouse:GatewayUrl"] = server.Url.OriginalString, ["Tracehouse:Model"] = "demo/slow", ["Tracehouse:CallTimeout"] = "00:00:20",
        });
        builder.AddTracehouse();
        using var host = builder.Build();
        await host.StartAsync(Stop);
        var client = host.Services.GetRequiredService<TracehouseClient>();
        Assert.Equal("Hi", (await client.CallAsync("say", cancellationToken: Stop)).Result);
        Assert.Equal("demo/slow", (string?)JsonNode.Parse(server.Received.Single().Body)!["model"]);
        await host.StopAsync(Stop);
    }

    [Fact]
    public async Task Call_in_a_trace_that_is_not_kept_is_a_trace_of_its_own()
    {
        await using var server = await StubServer.StartAsync(StubServer.Json(200, Answer));
        using var client = server.Client(options => options.SamplingRatio = 0);
        using var root = Tracing.StartObservation("root");
        await client.CompletionAsync("demo/echo", [new("user", "Hi")], cancellationToken: Stop);
        var (_, response) = await client.CallAsync("say", cancellationToken: Stop);
        Assert.All(server.Received, request => Assert.False(request.Headers.ContainsKey("X-Tracehouse-Parent-Span-Id")));
        Assert.All(server.Received, request => Assert.NotEqual(root.TraceId, request.Headers["X-Tracehouse-Trace-Id"]));
        var headers = server.Received.Last().Headers;
        Assert.Equal((headers["X-Tracehouse-Trace-Id"], headers["X-Tracehouse-Span-Id"]), (response.Span.TraceId, response.Span.Id));
    }

    [Fact]
    public async Task Changes_are_masked_and_without_content_where_that_was_asked_for()
    {
        await using var server = await StubServer.StartAsync(StubServer.Json(200, "{}"));
        using (var client = server.Client(options => options.Mask = text => text.Replace("secret", "***", StringComparison.Ordinal)))
        {
            await client.Spans.UpdateAsync("s", output: "A secret.", cancellationToken: Stop);
            await client.Traces.UpdateAsync("t", input: new[] { "secret" }, cancellationToken: Stop);
        }

        using (var client = server.Client(options => options.CaptureContent = false))
        {
            await client.Spans.UpdateAsync("s", name: "named", output: "A secret.", cancellationToken: Stop);
        }

        Assert.DoesNotContain(server.Received, request => request.Body.Contains("secret", StringComparison.Ordinal));
        Assert.Equal(["""{"output":"A ***."}""", """{"name":"named"}"""], server.Received.Where(request => request.Path == "/v2/spans/s").Select(request => request.Body));
        Assert.Contains("""["***"]""", server.Received.Single(request => request.Path == "/api/public/ingestion").Body);
    }

    [Fact]
    public async Task Switched_off_it_still_calls_but_reports_nothing()
    {
        await using var server = await StubServer.StartAsync(StubServer.Json(200, Answer));
        using var client = server.Client(options => options.IsEnabled = false);
        using var trace = client.Trace("conv_123");
        trace.Message("Hello").End("Bye");
        trace.Feedback("THUMBS_UP");
        client.Score("quality", 1, traceId: "t");
        Assert.Equal("Hi", (await client.CallAsync("say", cancellationToken: Stop)).Result);
        Assert.True(client.Flush());
        Assert.Equal("/v1/chat/completions", server.Received.Single().Path);
    }
}
