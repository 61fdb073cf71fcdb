using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Translation;
using Tracehouse.Gateway.Translation.Bedrock;
using Tracehouse.Records;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Bedrock;

/// <summary>Calls of Bedrock: how they are signed, what comes back, and what the record says.</summary>
public sealed class BedrockTests
{
    private const int Cases = 200;
    private const string Hello = $$"""{"model":"bedrock/{{BedrockHost.Model}}","messages":[{"role":"user","content":"Hi"}]}""";
    private const string WithTools = $$$"""{"model":"bedrock/{{{BedrockHost.Model}}}","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"weather"}}]}""";

    [Fact]
    public async Task AnswerIsAChatCompletionAndPriced()
    {
        await using var host = await BedrockHost.StartAsync();
        using var response = await host.PostAsync(Hello, ("Authorization", "Bearer any"), ("X-Amz-Date", "old"), ("X-Amz-Security-Token", "old"));
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(GatewayHost.Stop))!;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("chatcmpl-request-1", (string?)answer["id"]);
        Assert.Equal("request-1", response.Headers.GetValues("x-request-id").Single());
        Assert.Equal(BedrockHost.Model, (string?)answer["model"]);
        Assert.Equal("Hello, héllo, 你好 and 👋", (string?)answer["choices"]![0]!["message"]!["content"]);
        Assert.Equal("stop", (string?)answer["choices"]![0]!["finish_reason"]);
        Assert.Equal("end_turn", (string?)answer["choices"]![0]!["native_finish_reason"]);
        Assert.Equal(12, (int?)answer["metrics"]!["latencyMs"]);
        Assert.Equal(
            """{"prompt_tokens":3100,"completion_tokens":50,"total_tokens":3150,"prompt_tokens_details":{"cached_tokens":1000},"cache_creation_input_tokens":2000,"cache_read_input_tokens":1000}""",
            BedrockHost.Show(answer["usage"]));
        Assert.Equal($"{BedrockHost.Path}/converse", (await host.Upstream.NextAsync(GatewayHost.Stop)).Target);

        var record = await host.RecordAsync();
        Assert.Equal(SpanStatus.Success, record.Status);
        Assert.Equal("bedrock", record.Provider);
        Assert.Equal(BedrockHost.Model, record.Model);
        Assert.Equal((3100, 1000, 50), (record.Usage.Input, record.Usage.CachedInput, record.Usage.Output));
        Assert.Equal(((100 * 3.3m) + (1000 * 0.33m) + (2000 * 4.125m) + (50 * 16.5m)) / 1_000_000, record.Cost!.TotalUsd);
    }

    [Theory]
    [InlineData("arn:aws:bedrock:us-east-1:1:inference-profile/us.amazon.nova-lite-v1:0", "arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fus.amazon.nova-lite-v1%3A0", true)]
    [InlineData("arn:aws:bedrock:us-east-1:1:application-inference-profile/abc", "arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Aapplication-inference-profile%2Fabc", false)]
    [InlineData("../../x y", "..%2F..%2Fx%20y", false)]
    public async Task ModelIsOneSegmentOfThePathWhateverItHolds(string model, string segment, bool isPriced)
    {
        await using var host = await BedrockHost.StartAsync();
        using var response = await host.PostAsync(Hello.Replace(BedrockHost.Model, model));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($"/model/{segment}/converse", (await host.Upstream.NextAsync(GatewayHost.Stop)).Target);
        Assert.Equal(isPriced, (await host.RecordAsync()).Cost is not null);
    }

    [Fact]
    public async Task ToolCallsAndThoughtsComeBack()
    {
        await using var host = await BedrockHost.StartAsync();
        using var response = await host.PostAsync(WithTools);
        var choice = JsonNode.Parse(await response.Content.ReadAsStringAsync(GatewayHost.Stop))!["choices"]![0]!;
        Assert.Equal("tool_calls", (string?)choice["finish_reason"]);
        Assert.Equal(
            """{"role":"assistant","content":null,"refusal":null,"reasoning_content":"Let me look","tool_calls":[{"id":"tooluse_1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}},"""
            + """{"id":"tooluse_2","type":"function","function":{"name":"time","arguments":"{}"}}],"thinking_blocks":[{"type":"thinking","thinking":"Let me look","signature":"c2ln"}]}""",
            BedrockHost.Show(choice["message"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StreamIsChunksAndPutTogetherForTheRecord(bool wantsUsage)
    {
        await using var host = await BedrockHost.StartAsync();
        using var response = await host.PostAsync(WithTools[..^1] + $",\"stream\":true{(wantsUsage ? ",\"stream_options\":{\"include_usage\":true}" : "")}}}");
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var body = await response.Content.ReadAsStringAsync(GatewayHost.Stop);
        Assert.Equal(wantsUsage, body.Contains("\"prompt_tokens\":3100"));
        Assert.EndsWith("data: [DONE]\n\n", body);
        Assert.Contains("\"tool_calls\":[{\"index\":1,\"id\":\"tooluse_2\"", body);
        Assert.Contains("\"finish_reason\":\"tool_calls\"", body);
        Assert.Contains("\"thinking_blocks\":[{\"index\":0,\"type\":\"thinking\",\"thinking\":\"Let me look\",\"signature\":\"c2ln\"}]", body);
        Assert.Equal($"{BedrockHost.Path}/converse-stream", (await host.Upstream.NextAsync(GatewayHost.Stop)).Target);

        var record = await host.RecordAsync();
        Assert.True(record.IsStream);
        Assert.Equal(SpanStatus.Success, record.Status);
        Assert.Equal((3100, 1000, 50), (record.Usage.Input, record.Usage.CachedInput, record.Usage.Output));
        Assert.NotNull(record.Cost);
        Assert.Equal("I héar \"you\"", record.Payload.OutputText.ToString());
        Assert.Contains("""{\"city\": \"Oslo\"}""", record.Payload.OutputMessages.ToString());
    }

    [Fact]
    public void PiecesMakeNoDifference()
    {
        var whole = Run([FakeBedrock.Stream]);
        Assert.Contains("tooluse_2", whole);
        for (var seed = 0; seed < Cases; seed++)
        {
            var pieces = Run(new RandomJson(seed).Cut(FakeBedrock.Stream, 1 + (seed % 100)));
            Assert.True(whole == pieces, $"seed {seed}\n{whole}\n{pieces}");
        }
    }

    [Fact]
    public void StreamIsNotFinishedBeforeItsTokensAreCounted()
    {
        byte[] counts = EventStreamMessages.Event("metadata", """{"usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}}""");
        byte[] start = [.. EventStreamMessages.Event("messageStart", """{"role":"assistant"}"""), .. EventStreamMessages.Event("messageStop", """{"stopReason":"end_turn"}""")];
        Assert.DoesNotContain("\"finish_reason\":\"stop\"", Run([start], ends: false));
        Assert.Contains("\"finish_reason\":\"stop\"", Run([start, counts], ends: false));
        Assert.EndsWith("data: [DONE]\n\n", Run([start], ends: true));
        Assert.DoesNotContain("[DONE]", Run([start, counts[..^1]], ends: true));
    }

    [Fact]
    public async Task ExceptionWithinAStreamIsAnErrorAndNotAnEnd()
    {
        await using var host = await BedrockHost.StartAsync();
        using var response = await host.PostAsync("""{"model":"bedrock/broken","stream":true,"messages":[{"role":"user","content":"Hi"}]}""");
        var body = await response.Content.ReadAsStringAsync(GatewayHost.Stop);
        Assert.Contains("\"content\":\"Hel\"", body);
        Assert.Contains("""data: {"error":{"message":"The model broke down","type":"server_error","param":null,"code":"ModelStreamErrorException"}}""", body);
        Assert.DoesNotContain("[DONE]", body);
        var record = await host.RecordAsync();
        Assert.Equal("upstream_error", record.Error!.Type);
        Assert.Equal("The model broke down", record.Error.Message);
    }

    [Theory]
    [InlineData(-40, "upstream_cut")]
    [InlineData(300, "upstream_cut")]
    public async Task CutStreamIsNotTakenForWhole(int length, string code)
    {
        await using var host = await BedrockHost.StartAsync();
        host.Upstream.Answer = context =>
        {
            context.Response.ContentType = "application/vnd.amazon.eventstream";
            return context.Response.Body.WriteAsync(FakeBedrock.Stream.AsMemory(0, length < 0 ? FakeBedrock.Stream.Length - 500 + length : length)).AsTask();
        };
        using var response = await host.PostAsync(WithTools[..^1] + ",\"stream\":true}");
        Assert.DoesNotContain("[DONE]", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal(code, (await host.RecordAsync()).Error!.Type);
    }

    [Fact]
    public async Task GarbledStreamIsAnError()
    {
        await using var host = await BedrockHost.StartAsync();
        host.Upstream.Answer = context =>
        {
            context.Response.ContentType = "application/vnd.amazon.eventstream";
            var stream = FakeBedrock.Stream.ToArray();
            stream[^50] ^= 1;
            return context.Response.Body.WriteAsync(stream).AsTask();
        };
        using var response = await host.PostAsync(WithTools[..^1] + ",\"stream\":true}");
        Assert.Contains("checksum of a message is wrong", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.NotNull((await host.RecordAsync()).Error);
    }

    [Theory]
    [InlineData("""{"output":{"message":{"role":"assistant","content":[{"text":"Sorry"}]}},"stopReason":"guardrail_intervened","trace":{"guardrail":{}}}""", "content_filter", "trace")]
    [InlineData("""{"output":{"message":{"role":"assistant","content":[{"citationsContent":{"content":[{"text":"Sorry"}],"citations":[{"title":"t"}]}}]}},"stopReason":"max_tokens"}""", "length", "content_blocks")]
    public async Task WhatOpenAiHasNoWordsForIsKept(string answer, string reason, string kept)
    {
        await using var host = await BedrockHost.StartAsync();
        host.Upstream.Answer = UpstreamAnswers.Json(200, answer);
        using var response = await host.PostAsync(Hello);
        var body = await response.Content.ReadAsStringAsync(GatewayHost.Stop);
        Assert.Contains($"\"finish_reason\":\"{reason}\"", body);
        Assert.Contains("\"content\":\"Sorry\"", body);
        Assert.Contains($"\"{kept}\":", body);
    }

    [Fact]
    public async Task ErrorHasOpenAisShapeUnderItsOwnStatus()
    {
        await using var host = await BedrockHost.StartAsync();
        using var response = await host.PostAsync(Hello.Replace(BedrockHost.Model, "throttled"));
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("""{"error":{"message":"Too many requests","type":"rate_limit_error","param":null,"code":"ThrottlingException"}}""", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal("Too many requests", (await host.RecordAsync()).Error!.Message);
    }

    [Theory]
    [InlineData("/v1/embeddings", """{"model":"bedrock/amazon.titan-embed-text-v2:0","input":"x"}""")]
    [InlineData("/v1/responses", """{"model":"bedrock/x","input":"x"}""")]
    public async Task OtherEndpointsAreNotSpoken(string path, string body)
    {
        await using var host = await BedrockHost.StartAsync();
        using var response = await host.SendAsync(path, body);
        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Contains("/providers/bedrock/", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
    }

    private static string Run(IEnumerable<byte[]> pieces, bool ends = true)
    {
        var output = new PooledBytes();
        using var stream = new ConverseStream(new ChatChunkWriter(output, 1, wantsUsage: true), "\"id\""u8.ToArray(), "\"model\""u8.ToArray(), 100_000);
        foreach (var piece in pieces)
        {
            stream.Take(piece);
        }

        if (ends)
        {
            stream.End();
        }

        var text = Encoding.UTF8.GetString(output.Span);
        output.Dispose();
        return text;
    }
}
