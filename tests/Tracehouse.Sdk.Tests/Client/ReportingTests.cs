using System.Diagnostics;
using System.Text.Json;
using Tracehouse.Sdk.Tests.Support;
using Xunit;

namespace Tracehouse.Sdk.Tests.Client;

/// <summary>What only reports never throws and never waits, whatever the server does.</summary>
public sealed class ReportingTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(500);

    [Theory]
    [InlineData("down")]
    [InlineData("slow")]
    [InlineData("failing")]
    [InlineData("refusing")]
    public async Task Reporting_returns_at_once_and_never_throws(string state)
    {
        var hang = new TaskCompletionSource();
        await using var server = await StubServer.StartAsync((context, _) =>
        {
            context.Response.StatusCode = state == "failing" ? 500 : 400;
            return state == "slow" ? hang.Task : Task.CompletedTask;
        });
        using var client = StubServer.Client(state == "down" ? StubServer.Nowhere() : server.Url);
        Report(client);

        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 100; i++)
        {
            Report(client);
        }

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, AtOnce);
        clock.Restart();
        client.Dispose();
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.Equal(0, client.ReportCounts.Sent);
        hang.SetResult();
    }

    [Fact]
    public async Task What_waited_arrives_when_the_server_is_back_and_flush_does_not_wait_for_it()
    {
        await using var server = await StubServer.StartAsync(StubServer.Json(503, "{}"));
        using var log = new MemoryLog();
        using var client = server.Client(logs: log);
        client.Score("quality", 4.5, traceId: TraceId);
        client.Trace().Feedback("THUMBS_UP", "Good.");
        var clock = Stopwatch.StartNew();
        Assert.False(client.Flush(TimeSpan.FromSeconds(20)));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(2, client.ReportCounts.Waiting);

        server.Answer = StubServer.Json(200, "{}");
        Assert.True(client.Flush(TimeSpan.FromSeconds(20)));
        Assert.Equal(new ExportCounts(2, 0, 0), client.ReportCounts);
        Assert.Equal(["/v1/scores", "/v1/trace"], server.Received.TakeLast(2).Select(request => request.Path));
    }

    [Fact]
    public async Task What_is_beyond_the_bound_is_dropped_counted_and_said_once()
    {
        await using var server = await StubServer.StartAsync(StubServer.Json(503, "{}"));
        using var log = new MemoryLog();
        using var client = server.Client(options => options.QueueMax = 3, log);
        for (var i = 0; i < 10; i++)
        {
            client.Score("quality", i, traceId: TraceId);
        }

        Assert.Equal((3, 7), (client.ReportCounts.Waiting, client.ReportCounts.Dropped));
        Assert.Single(log.Lines, line => line.Contains("QueueMax", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Score_says_what_it_judges_and_how()
    {
        await using var server = await StubServer.StartAsync(StubServer.Json(200, "{}"));
        using var client = server.Client(options => options.Environment = "production");
        using (var observation = Tracing.StartObservation("work"))
        {
            client.Score("current", true);
            client.Score("named", "good", comment: "Why not?", traceId: TraceId, observationId: "b7ad6b7169203331", id: "s-1");
            client.Score("session", ScoreValue.Text("Long words."), sessionId: "s_7af", metadata: new Dictionary<string, object?> { ["by"] = "me" });
            Assert.True(client.Flush());
            var sent = server.Received.SelectMany(request => JsonDocument.Parse(request.Body).RootElement.EnumerateArray()).ToDictionary(score => score.GetProperty("name").GetString()!);
            Assert.Equal((observation.TraceId, observation.Id), (Word(sent["current"], "trace_id"), Word(sent["current"], "span_id")));
            Assert.True(sent["current"].GetProperty("value").GetBoolean());
            Assert.Equal(("s-1", "categorical", "good", "Why not?", "production"),
                (Word(sent["named"], "id"), Word(sent["named"], "data_type"), Word(sent["named"], "value"), Word(sent["named"], "comment"), Word(sent["named"], "environment")));
            Assert.Equal((null, "s_7af", "text"), (Word(sent["session"], "trace_id"), Word(sent["session"], "session_id"), Word(sent["session"], "data_type")));
            Assert.Equal("me", Word(sent["session"].GetProperty("metadata"), "by"));
        }
    }

    [Fact]
    public async Task What_cannot_be_a_score_is_dropped_and_counted()
    {
        await using var server = await StubServer.StartAsync(StubServer.Json(200, "{}"));
        using var client = server.Client();
        client.Score("no number", double.NaN, traceId: TraceId);
        client.Score("nothing", default, traceId: TraceId);
        client.Score("nowhere", 1);
        Assert.Equal(3, client.ReportCounts.Dropped);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task Mask_that_throws_costs_the_words_only()
    {
        await using var server = await StubServer.StartAsync(StubServer.Json(200, "{}"));
        using var client = server.Client(options => options.Mask = _ => throw new InvalidOperationException("Broken."));
        client.Score("quality", 1, comment: "secret", traceId: TraceId);
        client.Trace().Feedback("THUMBS_UP", "secret");
        Assert.True(client.Flush());
        Assert.Equal(2, server.Received.Count);
        Assert.All(server.Received, request => Assert.Contains("<left out", request.Body));
        Assert.All(server.Received, request => Assert.DoesNotContain("secret", request.Body));
    }

    private static string? Word(JsonElement score, string name) => score.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static void Report(TracehouseClient client)
    {
        client.Score("quality", 4.5, traceId: TraceId);
        using var trace = client.Trace("conv_123");
        var message = trace.Message("Hello");
        message.Tool("look").End("found");
        message.Event("seen");
        message.End("Bye");
        message.Feedback("THUMBS_UP");
        trace.Send(StepType.Agent, "a", "b");
        client.Traces.Start("pipeline").Dispose();
    }
}
