using System.Text.Json;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Gateway;

public sealed class DemoTests
{
    private const string Tools = """[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}}}}}]""";

    [Fact]
    public async Task EchoAnswersAndIsFree()
    {
        await using var host = await GatewayHost.StartAsync();
        using var json = await CompleteAsync(host, """{"model":"demo/echo","messages":[{"role":"user","content":"Grüezi"}]}""");
        Assert.Contains("built-in demo; no model was asked. You said: Grüezi", Message(json).GetProperty("content").GetString());
        Assert.Equal("tracehouse-demo", json.RootElement.GetProperty("system_fingerprint").GetString());
        var record = await host.RecordAsync();
        Assert.Equal("demo", record.Provider);
        Assert.Equal("echo", record.Model);
        Assert.Equal(new Cost(0, 0, "demo"), record.Cost);
        Assert.True(record.Usage.Input > 0 && record.Usage.Output > 0);
    }

    [Fact]
    public async Task EchoStreamsWordByWord()
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.PostAsync("""{"model":"demo/echo","messages":[{"role":"user","content":"one two"}],"stream":true,"stream_options":{"include_usage":true}}""");
        var body = await response.Content.ReadAsStringAsync(GatewayHost.Stop);
        Assert.EndsWith("data: [DONE]\n\n", body);
        Assert.Contains("\"usage\":{", body);
        Assert.Contains("{\"content\":\"two\"}", body);
        var record = await host.RecordAsync();
        Assert.EndsWith("You said: one two", record.Payload.OutputText.ToString());
        Assert.True(record.Usage.Output > 0);
    }

    [Fact]
    public async Task ToolsAreCalledAndTheirResultsTold()
    {
        await using var host = await GatewayHost.StartAsync();
        using var called = await CompleteAsync(host, $$"""{"model":"demo/echo","messages":[{"role":"user","content":"Rain?"}],"tools":{{Tools}}}""");
        var function = Message(called).GetProperty("tool_calls")[0].GetProperty("function");
        Assert.Equal("weather", function.GetProperty("name").GetString());
        Assert.Equal("""{"city":"demo","days":1}""", function.GetProperty("arguments").GetString());
        Assert.Equal("tool_calls", (await host.RecordAsync()).FinishReason);

        using var told = await CompleteAsync(host, $$"""{"model":"demo/echo","messages":[{"role":"user","content":"Rain?"},{"role":"tool","tool_call_id":"c","content":"Sun"}],"tools":{{Tools}}}""");
        Assert.EndsWith("The tool said: Sun", Message(told).GetProperty("content").GetString());
    }

    [Fact]
    public async Task StreamedToolCallIsPutTogether()
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.PostAsync($$"""{"model":"demo/echo","messages":[{"role":"user","content":"Rain?"}],"stream":true,"tools":{{Tools}}}""");
        await response.Content.ReadAsStringAsync(GatewayHost.Stop);
        using var messages = JsonDocument.Parse((await host.RecordAsync()).Payload.OutputMessages.Bytes);
        var function = messages.RootElement[0].GetProperty("tool_calls")[0].GetProperty("function");
        Assert.Equal("""{"city":"demo","days":1}""", function.GetProperty("arguments").GetString());
    }

    [Fact]
    public async Task OddRequestsAreNoBugs()
    {
        await using var host = await GatewayHost.StartAsync();
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new RandomJson(seed);
            var message = $$"""{"role":"user","content":{{random.Value(3)}}}""";
            using var response = await host.PostAsync($$"""{"x":{{random.Value(3)}},"model":"demo/echo","tools":{{random.Value(3)}},"messages":[{{message}}]}""");
            Assert.True((int)response.StatusCode is 200 or 400, $"seed {seed}: {response.StatusCode}");
            await response.Content.ReadAsStringAsync(GatewayHost.Stop);
        }
    }

    [Fact]
    public async Task ErrorModelFails()
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.PostAsync("""{"model":"demo/error","messages":[{"role":"user","content":"Hi"}]}""");
        Assert.Equal(429, (int)response.StatusCode);
        Assert.Equal("1", response.Headers.GetValues("Retry-After").Single());
        Assert.Equal("upstream_error", (await host.RecordAsync()).Error!.Type);
    }

    [Fact]
    public async Task ModelsAreListed()
    {
        await using var host = await GatewayHost.StartAsync(("GROQ_API_KEY", ""));
        using var json = JsonDocument.Parse(await host.Client.GetStringAsync("/v1/models", GatewayHost.Stop));
        var ids = json.RootElement.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()).ToList();
        Assert.Contains("demo/echo", ids);
        Assert.Contains("openai/gpt-4o-mini", ids);
        Assert.DoesNotContain(ids, id => id!.StartsWith("groq/", StringComparison.Ordinal));

        using var one = JsonDocument.Parse(await host.Client.GetStringAsync("/v1/models/openai/gpt-4o-mini", GatewayHost.Stop));
        Assert.Equal("openai", one.RootElement.GetProperty("owned_by").GetString());
        Assert.NotEmpty(await host.Client.GetStringAsync("/v1/models/demo%2Fecho", GatewayHost.Stop));
        Assert.Equal("""{"status":"healthy"}""", await host.Client.GetStringAsync("/health", GatewayHost.Stop));
    }

    private static async Task<JsonDocument> CompleteAsync(GatewayHost host, string request)
    {
        using var response = await host.PostAsync(request);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(GatewayHost.Stop));
    }

    private static JsonElement Message(JsonDocument completion) => completion.RootElement.GetProperty("choices")[0].GetProperty("message");
}
