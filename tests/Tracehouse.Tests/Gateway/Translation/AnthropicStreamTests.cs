using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Translation;
using Tracehouse.Gateway.Translation.Anthropic;
using Tracehouse.Records;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Translation;

/// <summary>Chat with a model of Anthropic's whose answer comes as a stream.</summary>
public sealed class AnthropicStreamTests
{
    private const int Cases = 300;
    private const string WithTools =
        """{"model":"claude-sonnet-4-5","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"weather"}}]}""";

    private static readonly string[] Deltas =
    [
        """{"role":"assistant","content":""}""",
        """{"reasoning_content":"Let me "}""",
        """{"reasoning_content":"look"}""",
        """{"thinking_blocks":[{"index":0,"type":"thinking","thinking":"Let me look","signature":"c2ln"}]}""",
        """{"content":"I héar \"you\""}""",
        """{"content_blocks":[{"index":1,"type":"text","citations":[{"type":"page_location","cited_text":"x"}]}]}""",
        """{"tool_calls":[{"index":0,"id":"toolu_1","type":"function","function":{"name":"weather","arguments":""}}]}""",
        """{"tool_calls":[{"index":0,"function":{"arguments":"{\"city\": \"Os"}}]}""",
        """{"tool_calls":[{"index":0,"function":{"arguments":"lo\"}"}}]}""",
        """{"tool_calls":[{"index":1,"id":"toolu_2","type":"function","function":{"name":"time","arguments":""}}]}""",
        """{"tool_calls":[{"index":1,"function":{"arguments":"{}"}}]}""",
    ];

    private static readonly string Chunks = string.Concat(Deltas.Select(delta => Chunk($$$"""[{"index":0,"delta":{{{delta}}},"finish_reason":null}]""")))
        + Chunk("""[{"index":0,"delta":{},"finish_reason":"tool_calls","native_finish_reason":"tool_use"}]""");

    private static readonly string Usage = Chunk(
        """
        [],"usage":{"prompt_tokens":3100,"completion_tokens":50,"total_tokens":3150,"prompt_tokens_details":{"cached_tokens":1000},"cache_creation_input_tokens":2000,"cache_read_input_tokens":1000,"service_tier":"standard"}
        """);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StreamBecomesOpenAis(bool wantsUsage)
    {
        await using var host = await AnthropicHost.StartAsync();
        using var response = await host.PostAsync(wantsUsage ? WithTools : WithTools.Replace("\"stream_options\":{\"include_usage\":true},", ""));
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        var body = await response.Content.ReadAsStringAsync(GatewayHost.Stop);
        Assert.Equal(
            $"{Chunks}{(wantsUsage ? Usage : "")}data: [DONE]\n\n",
            AnthropicHost.WithoutTime(body, host.Time).Replace(": ping\n\n", ""));
        Assert.Contains(": ping\n\n", body);
        Assert.DoesNotContain("stream_options", Encoding.UTF8.GetString((await host.Upstream.NextAsync(GatewayHost.Stop)).Body));

        var record = await host.RecordAsync();
        Assert.True(record.IsStream);
        Assert.NotNull(record.TimeToFirstToken);
        Assert.Equal(SpanStatus.Success, record.Status);
        Assert.Equal("anthropic", record.Provider);
        Assert.Equal("tool_calls", record.FinishReason);
        Assert.Equal(new TokenUsage { Input = 3100, CachedInput = 1000, Output = 50 }, record.Usage with { Details = TokenUsage.Unknown.Details });
        Assert.Equal(((100 * 3m) + (1000 * 0.3m) + (2000 * 3.75m)) / 1_000_000, record.Cost!.InputUsd);
        Assert.Equal("I héar \"you\"", record.Payload.OutputText.ToString());
        Assert.Contains("\"arguments\":\"{\\\"city\\\": \\\"Oslo\\\"}\"", record.Payload.OutputMessages.ToString());
    }

    [Fact]
    public void PiecesMakeNoDifference()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new RandomJson(seed);
            var end = random.Next(3) switch { 0 => "\n", 1 => "\r\n", _ => "\r" };
            var stream = FakeAnthropic.Stream.Replace("\"Let me \"", random.Text()).Replace("\"I héar \\\"you\\\"\"", random.Text()).Replace("\"{\\\"city\\\": \\\"Os\"", random.Text());
            var whole = Run([Encoding.UTF8.GetBytes(stream)]);
            Assert.EndsWith("data: [DONE]\n\n", whole);
            var pieces = Run(random.Cut(Encoding.UTF8.GetBytes(stream.Replace("\n", end)), 1 + random.Next(200)));
            Assert.True(whole == pieces, $"seed {seed}\n{whole}\n{pieces}");
        }
    }

    [Fact]
    public void WhatIsSaidIsToldAsItWasWritten()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new RandomJson(seed);
            var (thought, said, argument) = (random.Text(), random.Text(), random.Text());
            var stream = FakeAnthropic.Stream.Replace("\"Let me \"", thought).Replace("\"I héar \\\"you\\\"\"", said).Replace("\"{\\\"city\\\": \\\"Os\"", argument);
            var chunks = Run([Encoding.UTF8.GetBytes(stream)]);
            Assert.Contains($"{{\"reasoning_content\":{thought}}}", chunks);
            Assert.Contains($"\"thinking\":\"{thought[1..^1]}look\"", chunks);
            Assert.Contains($"{{\"content\":{said}}}", chunks);
            Assert.True(argument == "\"\"" || chunks.Contains($"\"function\":{{\"arguments\":{argument}}}"), $"seed {seed}");
        }
    }

    [Fact]
    public void OddEventsMakeNoOddChunks()
    {
        string[] types = ["message_start", "content_block_start", "content_block_delta", "content_block_stop", "message_delta", "message_stop", "error", "ping"];
        for (var seed = 0; seed < 10 * Cases; seed++)
        {
            var random = new RandomJson(seed);
            var events = string.Concat(Enumerable.Range(0, 6).Select(_ =>
            {
                var more = string.Concat(new[] { "message", "content_block", "delta", "usage", "error" }.Where(_ => random.Maybe()).Select(name => $",\"{name}\":{OddRequest.Value(random, 3)}"));
                return $"data: {{\"type\":\"{types[random.Next(types.Length)]}\",\"index\":{random.Next(2)}{more}}}\n\n".Replace("\r\n  ", " ");
            }));
            foreach (var chunk in Run([Encoding.UTF8.GetBytes(events)]).Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
            {
                var isRight = chunk is ": ping" or "data: [DONE]" || (chunk.StartsWith("data: {", StringComparison.Ordinal) && !chunk.Contains('\n') && JsonNode.Parse(chunk[6..]) is JsonObject);
                Assert.True(isRight, $"seed {seed}\n{events}\n{chunk}");
            }
        }
    }

    [Fact]
    public void BlocksThatOpenAisFormatDoesNotKnowAreKeptWhole()
    {
        var chunks = Run([Encoding.UTF8.GetBytes(
            Event("""{"type":"message_start","message":{"id":"m","model":"c","usage":{"input_tokens":1,"output_tokens":1}}}""")
            + Event("""{"type":"content_block_start","index":0,"content_block":{"type":"redacted_thinking","data":"r"}}""") + Event("""{"type":"content_block_stop","index":0}""")
            + Event("""{"type":"content_block_start","index":1,"content_block":{"type":"server_tool_use","id":"s","name":"web_search","input":{}}}""")
            + Event("""{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"q\":"}}""")
            + Event("""{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"\"x\"}"}}""") + Event("""{"type":"content_block_stop","index":1}""")
            + Event("""{"type":"content_block_start","index":2,"content_block":{"type":"web_search_tool_result","tool_use_id":"s","content":[{"url":"u"}]}}""") + Event("""{"type":"content_block_stop","index":2}""")
            + Event("""{"type":"content_block_start","index":3,"content_block":{"type":"new","a":1}}""") + Event("""{"type":"content_block_delta","index":3,"delta":{"type":"new_delta","b":2}}""") + Event("""{"type":"content_block_stop","index":3}""")
            + Event("""{"type":"message_delta","delta":{"stop_reason":"pause_turn","stop_sequence":null,"container":{"id":"c"}},"usage":{"output_tokens":9,"output_tokens_details":{"thinking_tokens":4}},"context_management":{"x":1}}""")
            + Event("""{"type":"message_stop"}"""))]);
        Assert.Contains("""{"thinking_blocks":[{"index":0,"type":"redacted_thinking","data":"r"}]}""", chunks);
        Assert.Contains("""{"content_blocks":[{"index":1,"type":"server_tool_use","id":"s","name":"web_search","input":{"q":"x"}}]}""", chunks);
        Assert.Contains("""{"content_blocks":[{"index":2,"type":"web_search_tool_result","tool_use_id":"s","content":[{"url":"u"}]}]}""", chunks);
        Assert.Contains("""{"content_blocks":[{"index":3,"type":"new","a":1,"deltas":[{"type":"new_delta","b":2}]}]}""", chunks);
        Assert.Contains("""delta":{},"finish_reason":"stop","native_finish_reason":"pause_turn","container":{"id":"c"},"context_management":{"x":1}}""", chunks);
        Assert.Contains("\"completion_tokens_details\":{\"reasoning_tokens\":4}", chunks);
    }

    [Theory]
    [InlineData("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n", "upstream_error", "Overloaded", "overloaded_error")]
    [InlineData("data: {\"type\":\n\n", "upstream_error", "not valid JSON", "upstream_invalid")]
    [InlineData("", "upstream_cut", "before it was finished", "upstream_cut")]
    [InlineData("event: message_delta\ndata: {\"type\":\"mess", "upstream_cut", "before it was finished", "upstream_cut")]
    public async Task BrokenStreamEndsWithAnErrorAndIsNotWhole(string end, string recorded, string message, string code)
    {
        await using var host = await AnthropicHost.StartAsync();
        var start = FakeAnthropic.Stream[..FakeAnthropic.Stream.IndexOf("event: message_delta", StringComparison.Ordinal)];
        host.Upstream.Answer = UpstreamAnswers.Events(start + end);
        using var response = await host.PostAsync(WithTools);
        var body = await response.Content.ReadAsStringAsync(GatewayHost.Stop);
        Assert.DoesNotContain("[DONE]", body);
        var last = body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.Equal(code, (string?)JsonNode.Parse(last[(last.LastIndexOf("data: ", StringComparison.Ordinal) + 6)..])!["error"]!["code"]);
        var record = await host.RecordAsync();
        Assert.Equal(recorded, record.Error!.Type);
        Assert.Contains(message, record.Error.Message);
        Assert.Contains("toolu_1", record.Payload.OutputMessages.ToString());
    }

    [Theory]
    [InlineData("data: ")]
    [InlineData("data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\"}}\n\n")]
    public async Task StreamAboveTheLimitNamesTheSetting(string start)
    {
        await using var host = await AnthropicHost.StartAsync(("Gateway:TranslatedEventBytesMax", "1024"));
        var thought = Event($$$"""{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"{{{new string('x', 500)}}}"}}""");
        host.Upstream.Answer = UpstreamAnswers.Events(start == "data: " ? start + new string('x', 2000) : start + thought + thought + thought);
        using var response = await host.PostAsync(WithTools);
        Assert.Contains("Gateway:TranslatedEventBytesMax", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal("upstream_error", (await host.RecordAsync()).Error!.Type);
    }

    [Fact]
    public async Task PiecesArriveAsTheyCome()
    {
        await using var host = await AnthropicHost.StartAsync();
        var hungUp = new TaskCompletionSource();
        host.Upstream.Answer = UpstreamAnswers.Stall(FakeAnthropic.Stream[..FakeAnthropic.Stream.IndexOf("event: content_block_stop", StringComparison.Ordinal)], hungUp);
        using (var response = await host.PostAsync(WithTools))
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(GatewayHost.Stop));
            string? line;
            do
            {
                line = await reader.ReadLineAsync(GatewayHost.Stop);
            }
            while (line?.Contains("\"look\"") == false);
            Assert.NotNull(line);
        }

        // The client hung up, and so does the gateway.
        await hungUp.Task.WaitAsync(GatewayHost.Stop);
        Assert.Equal("client_disconnected", (await host.RecordAsync()).Error!.Type);
    }

    private static string Chunk(string choices) =>
        $"data: {{\"id\":\"msg_1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"claude-sonnet-4-5-20250929\",\"choices\":{choices.Trim()}}}\n\n";

    private static string Event(string data) => $"event: {JsonDocument.Parse(data).RootElement.GetProperty("type")}\ndata: {data}\n\n";

    private static string Run(IEnumerable<byte[]> pieces)
    {
        using var output = new PooledBytes();
        using var events = new MessageEvents(new ChatChunkWriter(output, 1, wantsUsage: true), 1_000_000);
        foreach (var piece in pieces)
        {
            events.Take(piece);
        }

        events.End();
        return Encoding.UTF8.GetString(output.Span);
    }
}
