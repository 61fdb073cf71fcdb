using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Tracehouse.Sdk.Tests.Client;

/// <summary>What asks for something says why it cannot be had, and which setting to look at; never the key.</summary>
public sealed class AskingTests
{
    private const string Key = "th-0123456789abcdef";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_there_names_the_address_and_its_setting()
    {
        var nowhere = StubServer.Nowhere();
        using var client = StubServer.Client(nowhere);
        var call = await Assert.ThrowsAsync<TracehouseException>(() => client.CompletionAsync("demo/echo", [new("user", "Hi")], cancellationToken: Stop));
        Assert.Equal((null, "unreachable"), (call.Status, call.Code));
        Assert.Contains("Tracehouse:GatewayUrl", call.Message);
        Assert.Contains($"{nowhere.Port}", call.Message);

        var read = await Assert.ThrowsAsync<TracehouseException>(() => client.Traces.GetAsync("x", Stop));
        Assert.Contains("Tracehouse:Url (TRACEHOUSE_URL)", read.Message);
    }

    [Fact]
    public async Task Server_that_is_silent_names_the_time_and_a_caller_who_gives_up_is_no_fault()
    {
        var hang = new TaskCompletionSource();
        await using var server = await StubServer.StartAsync((_, _) => hang.Task);
        using var client = server.Client(options => (options.CallTimeout, options.ReadTimeout) = (TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(200)));
        var call = await Assert.ThrowsAsync<TracehouseException>(() => client.CompletionAsync("demo/echo", [new("user", "Hi")], cancellationToken: Stop));
        Assert.Equal("timeout", call.Code);
        Assert.Contains("Tracehouse:CallTimeout", call.Message);
        Assert.Contains("Tracehouse:ReadTimeout", (await Assert.ThrowsAsync<TracehouseException>(() => client.Spans.GetAsync("s", "t", Stop))).Message);

        using var given = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.CompletionAsync("demo/echo", [new("user", "Hi")], cancellationToken: given.Token));
        hang.SetResult();
    }

    [Theory]
    [InlineData(401, """{"error": {"code": "invalid_api_key", "message": "The key th-0123456789abcdef is unknown."}}""", "invalid_api_key", "Tracehouse:Key (TRACEHOUSE_KEY)")]
    [InlineData(404, """{"error": {"message": "No such model.", "type": "invalid_request_error", "param": null, "code": "model_not_found"}}""", "model_not_found", "No such model.")]
    [InlineData(422, """{"type": "BadRequestError", "message": "Not so.", "detail": "Not so."}""", "BadRequestError", "Not so.")]
    [InlineData(500, "<html>Broken</html>", "", "Tracehouse:GatewayUrl")]
    public async Task Refusal_says_status_code_and_reason_without_the_key(int status, string body, string code, string said)
    {
        await using var server = await StubServer.StartAsync(StubServer.Json(status, body));
        using var client = server.Client(options => options.Key = Key);
        var refusal = await Assert.ThrowsAsync<TracehouseException>(() => client.CompletionAsync("demo/echo", [new("user", "Hi")], cancellationToken: Stop));
        Assert.Equal((status, code), (refusal.Status, refusal.Code));
        Assert.Contains(said, refusal.Message);
        Assert.DoesNotContain(Key, refusal.ToString());
        Assert.Equal(Key, server.Received.Single().Headers["X-Tracehouse-Key"]);
    }

    [Fact]
    public async Task Answer_that_is_too_large_or_no_answer_at_all_is_said()
    {
        await using var server = await StubServer.StartAsync(StubServer.Json(200, new string(' ', 5000)));
        using var client = server.Client(options => options.AnswerBytesMax = 1000);
        var large = await Assert.ThrowsAsync<TracehouseException>(() => client.CompletionAsync("demo/echo", [new("user", "Hi")], cancellationToken: Stop));
        Assert.Equal("answer_too_large", large.Code);
        Assert.Contains("Tracehouse:AnswerBytesMax", large.Message);

        server.Answer = StubServer.Json(200, "Welcome!");
        Assert.Equal("answer_not_understood", (await Assert.ThrowsAsync<TracehouseException>(() => client.CompletionAsync("demo/echo", [new("user", "Hi")], cancellationToken: Stop))).Code);
        Assert.Equal("answer_not_understood", (await Assert.ThrowsAsync<TracehouseException>(() => client.Traces.GetAsync("x", Stop))).Code);
    }

    [Theory]
    [InlineData("", "stream_cut")]
    [InlineData("""data: {"error": {"code": "upstream_cut", "message": "The provider broke off."}}""" + "\n\n", "upstream_cut")]
    public async Task Stream_that_breaks_off_throws_after_what_came(string end, string code)
    {
        await using var server = await StubServer.StartAsync((context, _) => context.Response.WriteAsync("""data: {"choices": [{"delta": {"content": "Hel"}}]}""" + "\n\n" + end));
        using var client = server.Client();
        var pieces = new List<string>();
        var broken = await Assert.ThrowsAsync<TracehouseException>(async () =>
        {
            await foreach (var piece in client.StreamAsync("demo/echo", [new("user", "Hi")], cancellationToken: Stop))
            {
                pieces.Add(piece.Text);
            }
        });
        Assert.Equal(code, broken.Code);
        Assert.Equal(["Hel"], pieces);
    }

    [Fact]
    public async Task Headers_say_what_the_body_does_not()
    {
        await using var server = await StubServer.StartAsync((context, _) =>
        {
            context.Response.Headers["x-tracehouse-trace-id"] = "trace-1";
            context.Response.Headers["X-OpenTracy-Selected-Model"] = "openai/gpt-4o-mini";
            context.Response.Headers["X-OpenTracy-Cost-Usd"] = "0.00015";
            context.Response.Headers["X-OpenTracy-Attempts"] = "2";
            return context.Response.WriteAsync("""{"choices": [{"message": {"content": "Hi"}, "finish_reason": "stop"}]}""");
        });
        using var client = server.Client();
        var answer = await client.CompletionAsync("smart", [new("user", "Hi")], cancellationToken: Stop);
        Assert.Equal((0.00015m, "trace-1", new Routing(null, "gpt-4o-mini", "openai", 2), "stop"), (answer.Cost, answer.TraceId, answer.Routing, answer.FinishReason));
        Assert.True(answer.LatencyMs > 0);
    }

    [Fact]
    public async Task Call_lies_under_the_current_observation_and_says_what_is_inherited()
    {
        await using var server = await StubServer.StartAsync(StubServer.Json(200, """{"choices": [{"message": {"content": "Hi"}}], "trace_id": "t"}"""));
        using var client = server.Client();
        using (Tracing.PropagateAttributes(userId: "Zoë", sessionId: "s_7af", tags: ["a", "b"], metadata: new Dictionary<string, string> { ["region"] = "eu\nwest" }))
        using (var root = Tracing.StartObservation("root"))
        {
            var answer = await client.CompletionAsync("demo/echo", [new("user", "Hi")], parameters: new JsonObject { ["temperature"] = 0 }, cancellationToken: Stop);
            var headers = server.Received.Single().Headers;
            Assert.Equal((root.TraceId, root.Id, answer.Span!.Id), (headers["X-Tracehouse-Trace-Id"], headers["X-Tracehouse-Parent-Span-Id"], headers["X-Tracehouse-Span-Id"]));
            Assert.Equal(("Zoë", "s_7af", "a,b", "eu west"), (headers["Helicone-User-Id"], headers["X-OpenTracy-Session-Id"], headers["x-litellm-tags"], headers["Helicone-Property-region"]));
        }
    }
}
