using System.Text;
using Tracehouse.Records;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>The other endpoints of OpenAI: where a call goes, what passes, and what its record says.</summary>
public sealed class EndpointTests
{
    [Theory]
    [InlineData("""["one","tw\u00f6"]""", "one\n\ntwö", "[0.5,-1,2]")]
    [InlineData("\"one\"", "one", "\"AAAAAAAAAAAAAAAA\"")]
    [InlineData("[[1,2],[3]]", "[[1,2],[3]]", "[1,2,3]")]
    public async Task EmbeddingsAreCountedAndPriced(string input, string text, string vector)
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = $$$"""{"object":"list","data":[{"object":"embedding","index":0,"embedding":{{{vector}}}},{"index":1,"embedding":{{{vector}}}}],"model":"text-embedding-3-small","usage":{"prompt_tokens":1000,"total_tokens":1000}}""";
        host.Upstream.Answer = UpstreamAnswers.Json(200, answer);
        using var response = await host.SendAsync("/v1/embeddings", $$"""{"model":"openai/text-embedding-3-small","input":{{input}},"dimensions":3}""");
        Assert.Equal(answer, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        var received = await host.Upstream.NextAsync(GatewayHost.Stop);
        Assert.Equal("/v1/embeddings", received.Target);
        Assert.Equal($$"""{"model":"text-embedding-3-small","input":{{input}},"dimensions":3}""", Encoding.UTF8.GetString(received.Body));

        var record = await host.RecordAsync();
        Assert.Equal(SpanKind.Embedding, record.Kind);
        Assert.Equal(SpanStatus.Success, record.Status);
        Assert.Equal("embedding text-embedding-3-small", record.Name);
        Assert.Equal(text, record.Payload.InputText.ToString());
        Assert.True(record.Payload.OutputText.IsEmpty);
        Assert.Equal("""{"dimensions":3,"_embeddings":2,"_dimensions":3}""", record.Payload.Parameters.ToString());
        Assert.Equal(new TokenUsage { Input = 1000, Output = 0 }, record.Usage);
        Assert.Equal(0.00002m, record.Cost!.TotalUsd);
    }

    [Fact]
    public async Task EmbeddingsNeedAnInput()
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.SendAsync("/v1/embeddings", """{"model":"openai/text-embedding-3-small"}""");
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("input is missing.", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
    }

    [Fact]
    public async Task AnswerWithoutVectorsIsInvalid()
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.SendAsync("/v1/embeddings", """{"model":"openai/text-embedding-3-small","input":"x"}""");
        Assert.Equal("upstream_invalid", (await host.RecordAsync()).Error!.Type);
    }

    [Fact]
    public async Task CompletionIsReadAsAMessage()
    {
        await using var host = await GatewayHost.StartAsync();
        const string Answer = """{"object":"text_completion","model":"gpt-3.5-turbo-instruct","choices":[{"text":"Hi","index":0,"finish_reason":"stop","logprobs":null},{"text":"Ho","index":1,"finish_reason":"stop"}],"usage":{"prompt_tokens":2,"completion_tokens":4}}""";
        host.Upstream.Answer = UpstreamAnswers.Json(200, Answer);
        using var response = await host.SendAsync("/v1/completions", """{"prompt":"Say it","model":"openai/gpt-3.5-turbo-instruct"}""");
        Assert.Equal(Answer, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal("/v1/completions", (await host.Upstream.NextAsync(GatewayHost.Stop)).Target);
        var record = await host.RecordAsync();
        Assert.Equal("completion gpt-3.5-turbo-instruct", record.Name);
        Assert.Equal("Say it", record.Payload.InputText.ToString());
        Assert.Equal("Hi\n\nHo", record.Payload.OutputText.ToString());
        Assert.Equal("""[{"role":"assistant","content":"Hi"},{"role":"assistant","content":"Ho"}]""", record.Payload.OutputMessages.ToString());
        Assert.Equal("stop", record.FinishReason);
        Assert.Equal(0.000011m, record.Cost!.TotalUsd);
    }

    [Fact]
    public async Task CompletionStreams()
    {
        const string Start = """
            data: {"object":"text_completion","choices":[{"text":"H","index":0,"finish_reason":null}],"model":"gpt-3.5-turbo-instruct"}

            data: {"object":"text_completion","choices":[{"text":"i","index":0,"finish_reason":"length"}],"model":"gpt-3.5-turbo-instruct"}


            """;
        await using var host = await GatewayHost.StartAsync();
        host.Upstream.Answer = UpstreamAnswers.Events(Start + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":4}}\n\ndata: [DONE]\n\n");
        using var response = await host.SendAsync("/v1/completions", """{"prompt":["a","b"],"model":"openai/gpt-3.5-turbo-instruct","stream":true}""");
        Assert.Equal(Start + "data: [DONE]\n\n", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Contains("include_usage", Encoding.UTF8.GetString((await host.Upstream.NextAsync(GatewayHost.Stop)).Body));
        var record = await host.RecordAsync();
        Assert.Equal("a\n\nb", record.Payload.InputText.ToString());
        Assert.Equal("Hi", record.Payload.OutputText.ToString());
        Assert.Equal("length", record.FinishReason);
        Assert.Equal(4, record.Usage.Output);
    }

    [Fact]
    public async Task DemoOnlyChats()
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.SendAsync("/v1/embeddings", """{"model":"demo/echo","input":"x"}""");
        Assert.Equal(404, (int)response.StatusCode);
        Assert.Equal("upstream_error", (await host.RecordAsync()).Error!.Type);
    }
}
