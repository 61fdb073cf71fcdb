using System.Net;
using System.Text;
using Tracehouse.Records;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>What passes without being understood arrives as it was sent, and leaves a record.</summary>
public sealed class PassThroughTests
{
    [Theory]
    [InlineData("/v1/moderations", """{"input":"Hi","model":"openai/omni-moderation-latest"}""", """{"input":"Hi","model":"omni-moderation-latest"}""", "moderation omni-moderation-latest", SpanKind.Guardrail)]
    [InlineData("/v1/moderations", """{"input":"Hi"}""", """{"input":"Hi"}""", "moderation", SpanKind.Guardrail)]
    [InlineData("/v1/images/generations", """{"prompt":"Hi","model":"dall-e-3"}""", """{"prompt":"Hi","model":"dall-e-3"}""", "image dall-e-3", SpanKind.Generation)]
    [InlineData("/v1/audio/speech", """{"input":"Hi","model":"openai/tts-1"}""", """{"input":"Hi","model":"tts-1"}""", "audio tts-1", SpanKind.Generation)]
    public async Task JsonPassesWithItsModel(string path, string sent, string expected, string name, SpanKind kind)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Upstream.Answer = UpstreamAnswers.Json(200, """{"results":[]}""");
        using var response = await host.SendAsync(path, sent);
        Assert.Equal("""{"results":[]}""", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        var received = await host.Upstream.NextAsync(GatewayHost.Stop);
        Assert.Equal(path, received.Target);
        Assert.Equal(expected, Encoding.UTF8.GetString(received.Body));
        var record = await host.RecordAsync();
        Assert.Equal(SpanStatus.Success, record.Status);
        Assert.Equal(name, record.Name);
        Assert.Equal(kind, record.Kind);
        Assert.Equal("Hi", record.Payload.InputText.ToString());
        Assert.Equal("""{"results":[]}""", record.Payload.OutputText.ToString());
        Assert.Null(record.Cost);
    }

    [Theory]
    [InlineData("whisper-1", "whisper-1")]
    [InlineData("openai/whisper-1", "whisper-1")]
    public async Task FormPassesByteForByte(string model, string expected)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Upstream.Answer = UpstreamAnswers.Json(200, """{"text":"Hi"}""");
        var bytes = Enumerable.Range(0, 5000).Select(number => (byte)number).ToArray();
        byte[] Form(string model) =>
        [
            .. "--b0\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\nContent-Type: audio/wav\r\n\r\n"u8, .. bytes,
            .. Encoding.ASCII.GetBytes($"\r\n--b0\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n{model}\r\n--b0--\r\n"),
        ];
        using var content = new ByteArrayContent(Form(model));
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b0");
        using var response = await host.Client.PostAsync("/v1/audio/transcriptions", content, GatewayHost.Stop);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var received = await host.Upstream.NextAsync(GatewayHost.Stop);
        Assert.Equal(Form(expected), received.Body);
        Assert.Equal("multipart/form-data; boundary=b0", received.Headers["Content-Type"]);
        var record = await host.RecordAsync();
        Assert.Equal("whisper-1", record.Model);
        Assert.Equal("""{"text":"Hi"}""", record.Payload.OutputText.ToString());
    }

    [Fact]
    public async Task SoundPassesAndIsNotKept()
    {
        await using var host = await GatewayHost.StartAsync();
        var sound = Enumerable.Range(0, 100_000).Select(number => (byte)number).ToArray();
        host.Upstream.Answer = async context =>
        {
            context.Response.ContentType = "audio/mpeg";
            await context.Response.Body.WriteAsync(sound);
        };
        using var response = await host.SendAsync("/v1/audio/speech", """{"input":"Hi","model":"tts-1"}""");
        Assert.Equal(sound, await response.Content.ReadAsByteArrayAsync(GatewayHost.Stop));
        var record = await host.RecordAsync();
        Assert.Equal(SpanStatus.Success, record.Status);
        Assert.True(record.Payload.OutputText.IsEmpty);
    }

    [Theory]
    [InlineData("GET", "/providers/openai/files/a%2Fb%20c?limit=1&x=%2F", null)]
    [InlineData("DELETE", "/providers/openai/files/1", null)]
    [InlineData("HEAD", "/providers/openai/files/1", null)]
    [InlineData("PUT", "/providers/openai/anything", "not { json")]
    [InlineData("POST", "/providers/OpenAI/chat/completions", """{"model":"openai/x","stream":true}""")]
    public async Task AnythingReachesAProvider(string method, string target, string? body)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Upstream.Answer = UpstreamAnswers.Json(200, method == "HEAD" ? "" : "{}");
        using var message = new HttpRequestMessage(new HttpMethod(method), target) { Content = body is null ? null : new StringContent(body) };
        using var response = await host.Client.SendAsync(message, GatewayHost.Stop);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var received = await host.Upstream.NextAsync(GatewayHost.Stop);
        Assert.Equal(method, received.Method);
        Assert.Equal("/v1" + target["/providers/openai".Length..], received.Target);
        Assert.Equal(body ?? "", Encoding.UTF8.GetString(received.Body));
        Assert.Equal("Bearer sk-server", received.Headers["Authorization"]);
        var record = await host.RecordAsync();
        Assert.Equal(SpanKind.Span, record.Kind);
        Assert.Equal(SpanStatus.Success, record.Status);
        Assert.Equal("openai", record.Provider);
        Assert.Null(record.Cost);
    }

    [Fact]
    public async Task UnknownProviderIsNotFound()
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.SendAsync("/providers/nobody/x", "{}");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("Providers:nobody:BaseUrl", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
    }

    [Fact]
    public async Task NothingLeadsOutOfTheBaseAddress()
    {
        await using var host = await GatewayHost.StartAsync();
        var target = new Uri(host.Client.BaseAddress + "providers/openai/%2e%2e%2fsecret", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var response = await host.Client.GetAsync(target, GatewayHost.Stop);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(0, host.Sink.Count);
    }
}
