using System.Net;
using System.Text;
using System.Text.Json;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>What the gateway refuses by itself: each refusal names the fault, and is recorded with what was understood.</summary>
public sealed class BadRequestTests
{
    [Theory]
    [InlineData("", 400, "invalid_request", "empty")]
    [InlineData("hello", 400, "invalid_request", "not valid JSON")]
    [InlineData("[]", 400, "invalid_request", "not a JSON object")]
    [InlineData("{\"model\":\"demo/echo\",\"messages\":[{}]", 400, "invalid_request", "not valid JSON")]
    [InlineData("{\"model\":\"demo/echo\",\"messages\":[{}]} x", 400, "invalid_request", "not valid JSON")]
    [InlineData("{\"messages\":[{}]}", 400, "invalid_request", "model is missing")]
    [InlineData("{\"model\":7,\"messages\":[{}]}", 400, "invalid_request", "model must be a string")]
    [InlineData("{\"model\":\"\\ud800\",\"messages\":[{}]}", 400, "invalid_request", "model must be a string")]
    [InlineData("{\"model\":\"demo/echo\"}", 400, "invalid_request", "messages is missing")]
    [InlineData("{\"model\":\"demo/echo\",\"messages\":[ ]}", 400, "invalid_request", "at least one message")]
    [InlineData("{\"model\":\"demo/echo\",\"messages\":{}}", 400, "invalid_request", "at least one message")]
    [InlineData("{\"model\":\"nobody/x\",\"messages\":[{}]}", 404, "model_not_found", "There is no provider nobody")]
    [InlineData("{\"model\":\"opena/gpt-4o-mini\",\"messages\":[{}]}", 404, "model_not_found", "openai/gpt-4o-mini")]
    [InlineData("{\"model\":\"demo/ech\",\"messages\":[{}]}", 404, "model_not_found", "demo/echo")]
    [InlineData("{\"model\":\"gpt-4o-mimi\",\"messages\":[{}]}", 404, "model_not_found", "openai/gpt-4o-mini")]
    [InlineData("{\"model\":\"auto\",\"messages\":[{}]}", 503, "router_not_ready", "name a model")]
    [InlineData("{\"model\":\"\",\"messages\":[{}]}", 503, "router_not_ready", "name a model")]
    [InlineData("{\"model\":\"groq/llama\",\"messages\":[{}]}", 401, "unauthorized", "GROQ_API_KEY")]
    public async Task RefusalSaysWhatAndWhere(string body, int status, string code, string message)
    {
        await using var host = await GatewayHost.StartAsync(("GROQ_API_KEY", ""));
        using var response = await host.PostAsync(body);
        await CheckAsync(host, response, status, code, message);
    }

    [Fact]
    public async Task InvalidUtf8IsRefused()
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.PostAsync([.. "{\"model\":\"demo/echo\",\"messages\":[\""u8, 0xC3, 0x28, .. "\"]}"u8]);
        await CheckAsync(host, response, 400, "invalid_request", "UTF-8");
    }

    [Fact]
    public async Task TooDeepIsRefusedAndDeepIsNot()
    {
        await using var host = await GatewayHost.StartAsync();
        using var tooDeep = await host.PostAsync(Nested(600));
        await CheckAsync(host, tooDeep, 400, "invalid_request", "Gateway:RequestDepthMax");

        using var deep = await host.PostAsync(Nested(500));
        Assert.Equal(HttpStatusCode.OK, deep.StatusCode);
        Assert.Equal(SpanStatus.Success, (await host.RecordAsync()).Status);
    }

    [Theory]
    [InlineData("demo/", 64, false)]
    [InlineData("demo/", 65, true)]
    [InlineData("", 1_000_000, true)]
    public async Task ModelWithTooLongANameIsRefusedAndItsRecordKeepsTheStart(string start, int length, bool isRefused)
    {
        await using var host = await GatewayHost.StartAsync(("Gateway:ModelCharsMax", "64"));
        var name = start + new string('x', length - start.Length);
        using var response = await host.PostAsync($$"""{"model":"{{name}}","messages":[{"role":"user","content":"Hi"}]}""");
        var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync(GatewayHost.Stop)).RootElement.GetProperty("error");
        Assert.Equal(isRefused ? 400 : 404, (int)response.StatusCode);
        Assert.Equal(("invalid_request_error", "model"), (error.GetProperty("type").GetString(), error.GetProperty("param").GetString()));
        Assert.Equal(isRefused, error.GetProperty("message").GetString()!.Contains("Gateway:ModelCharsMax"));
        Assert.Equal(name[..64], (await host.RecordAsync()).ModelAsked);
    }

    [Fact]
    public async Task LongNameOfNoModelPassesToAProvidersOwnApi()
    {
        await using var host = await GatewayHost.StartAsync(("Gateway:ModelCharsMax", "64"));
        var body = $$"""{"model":"{{new string('x', 100)}}"}""";
        using var response = await host.SendAsync("/providers/openai/shapes", body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(body, Encoding.UTF8.GetString((await host.Upstream.NextAsync(GatewayHost.Stop)).Body));
        Assert.Equal(64, (await host.RecordAsync()).ModelAsked.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TooLargeIsRefused(bool saysItsLength)
    {
        await using var host = await GatewayHost.StartAsync();
        var body = new byte[64 * 1024 * 1024];
        using var message = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new ByteArrayContent(body) };
        message.Headers.TransferEncodingChunked = !saysItsLength;
        using var response = await host.Client.SendAsync(message, GatewayHost.Stop);
        await CheckAsync(host, response, 413, "request_too_large", "Gateway:RequestBytesMax");
    }

    [Fact]
    public async Task WhatWasUnderstoodIsRecorded()
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.PostAsync("""{"model":"nobody/x","messages":[{"role":"user","content":"Hi"}],"seed":1,"metadata":{"user_id":"u"}}""");
        var record = await host.RecordAsync();
        Assert.Equal("nobody/x", record.ModelAsked);
        Assert.Equal("Hi", record.Payload.InputText.ToString());
        Assert.Equal("""{"seed":1}""", record.Payload.Parameters.ToString());
        Assert.Equal("u", record.UserId);
    }

    [Theory]
    [InlineData("GET", "/v1/chat/completions", 405)]
    [InlineData("POST", "/health", 405)]
    [InlineData("GET", "/v1/engines", 404)]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/v1/models/demo/nothing", 404)]
    public async Task OtherPathsAndMethodsAreNoCalls(string method, string path, int status)
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), GatewayHost.Stop);
        Assert.Equal(status, (int)response.StatusCode);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.NotEmpty(json.RootElement.GetProperty("error").GetProperty("message").GetString()!);
        Assert.Equal(0, host.Sink.Count);
    }

    private static async Task CheckAsync(GatewayHost host, HttpResponseMessage response, int status, string code, string message)
    {
        var body = await response.Content.ReadAsStringAsync(GatewayHost.Stop);
        Assert.Equal(status, (int)response.StatusCode);
        using var json = JsonDocument.Parse(body);
        var error = json.RootElement.GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Contains(message, error.GetProperty("message").GetString());
        Assert.True(error.TryGetProperty("type", out _) && error.TryGetProperty("param", out _));

        var record = await host.RecordAsync();
        Assert.Equal(response.Headers.GetValues("x-tracehouse-trace-id").Single(), record.TraceId.Value);
        Assert.Equal(SpanKind.Generation, record.Kind);
        Assert.Equal(SpanStatus.Error, record.Status);
        Assert.Equal(code, record.Error!.Type);
        Assert.Null(record.HttpStatus);
        Assert.Null(record.Cost);
        Assert.Equal(0, host.Sink.Count);
    }

    private static string Nested(int depth) =>
        new StringBuilder("""{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"x":""").Append('[', depth).Append(']', depth).Append('}').ToString();
}
