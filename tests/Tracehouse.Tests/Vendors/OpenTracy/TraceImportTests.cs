using System.Text.Json.Nodes;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Vendors.OpenTracy;

public sealed class TraceImportTests
{
    private const string One = """
        {"messages": [{"role": "user", "content": "What is 2+2?"}], "output": "Four.", "model": "model", "provider": "priced", "tokens_in": 3, "tokens_out": 2, "latency_ms": 120.5,
         "tags": ["math", "nightly"], "timestamp": "2026-03-01T10:00:00", "metadata": {"team": "a"}, "user_id": "u"}
        """;

    [Fact]
    public async Task A_trace_becomes_a_call_with_the_time_that_it_had()
    {
        await using var host = await VendorHost.StartAsync();
        var (status, answer) = await host.PostAsync("/v1/traces", One);
        Assert.Equal((200, 1, "ingested 1 traces"), (status, (int)answer!["ingested"]!, (string?)answer["message"]));
        var call = host.Kept.Records.Single();
        Assert.Equal(("opentracy", SpanKind.Generation, "chat model", "model", "priced", "u"), (call.Source, call.Kind, call.Name, call.ModelAsked, call.Provider, call.UserId));
        Assert.Equal((new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero), TimeSpan.FromMilliseconds(120.5)), (call.StartTime, call.Duration));
        Assert.Equal((3, 2, 5m), (call.Usage.Input, call.Usage.Output, call.Cost?.TotalUsd));
        Assert.Equal(["math", "nightly"], call.Tags);
        Assert.Equal("""[{"role":"user","content":"What is 2+2?"}]""", call.Payload.InputMessages.ToString());
        Assert.Contains("Four.", call.Payload.OutputMessages.ToString());
        Assert.Equal("a", (string?)JsonNode.Parse(call.Payload.Metadata.ToString())!["team"]);
        Assert.Equal(call.TraceId.Value, (string?)answer["trace_ids"]![0]);
    }

    [Theory]
    [InlineData("application/json", "[{\"input\": \"a\"}, {\"input\": \"b\"}]")]
    [InlineData("application/json", "{\"traces\": [{\"input\": \"a\"}, {\"input\": \"b\"}]}")]
    [InlineData("application/x-ndjson", "{\"input\": \"a\"}\n{\"input\": \"b\"}\n")]
    [InlineData(null, "\n  {\"input\": \"a\"}\r\n\r\n{\"input\": \"b\"}")]
    public async Task Lists_and_lines_are_told_from_OpenTelemetry_by_their_shape(string? type, string body)
    {
        await using var host = await VendorHost.StartAsync();
        var (status, answer) = await host.PostAsync("/v1/traces", body, type);
        Assert.Equal((200, 2), (status, (int)answer!["ingested"]!));
        Assert.Equal(["a", "b"], host.Kept.Records.Select(record => JsonNode.Parse(record.Payload.InputMessages.ToString())![0]!["content"]!.ToString()));
    }

    [Theory]
    [InlineData("""{"resourceSpans": [{"scopeSpans": [{"spans": [{"traceId": "0af7651916cd43dd8448eb211c80319c", "spanId": "b7ad6b7169203331", "name": "s"}]}]}]}""", 1)]
    [InlineData("""{"resourceSpans": []}""", 0)]
    [InlineData("{}", 0)]
    [InlineData("", -1)]
    [InlineData("nonsense", -1)]
    public async Task OpenTelemetry_is_answered_as_before(string body, int spans)
    {
        await using var host = await VendorHost.StartAsync();
        var (status, answer) = await host.PostAsync("/v1/traces", body);
        Assert.Equal(spans < 0 ? 400 : 200, status);
        Assert.Null(answer!["ingested"]);
        Assert.Equal(Math.Max(spans, 0), host.Kept.Records.Count);
    }

    [Fact]
    public async Task A_bad_trace_does_not_sink_the_others()
    {
        await using var host = await VendorHost.StartAsync();
        var (status, answer) = await host.PostAsync("/v1/traces", "{\"input\": \"a\"}\nno json\n7\n{\"input\": \"b\", \"timestamp\": \"soon\"}\n{\"input\": \"c\"}", "application/x-ndjson");
        Assert.Equal((200, 2, 3), (status, (int)answer!["ingested"]!, (int)answer["rejected"]!));
        Assert.Equal([1, 2, 3], answer["errors"]!.AsArray().Select(error => (int)error!["index"]!));
        Assert.Contains("'timestamp'", answer["errors"]![2]!["message"]!.ToString());
    }

    [Theory]
    [InlineData("""{"traces": []}""", "no traces")]
    [InlineData("""{"tokens_in": 3}""", "'messages'")]
    [InlineData("""{"input": "a", "timestamp": [1]}""", "'timestamp'")]
    [InlineData("""{"input": "a", "request_id": "a\u0000b"}""", "'request_id'")]
    [InlineData("[7]", "object")]
    public async Task What_is_wrong_is_said_where_OpenTracys_clients_look_too(string body, string words)
    {
        await using var host = await VendorHost.StartAsync();
        var (status, answer) = await host.PostAsync("/v1/traces", body);
        Assert.Equal((400, "invalid_request"), (status, (string?)answer!["error"]!["code"]));
        Assert.Contains(words, (string?)answer["detail"]);
        Assert.Equal((string?)answer["detail"], (string?)answer["error"]!["message"]);
    }

    [Fact]
    public async Task An_import_gives_what_its_lines_do_not_say_and_keeps_ids()
    {
        await using var host = await VendorHost.StartAsync();
        var lines = "{\"request_id\": \"trace-1\", \"input\": \"a\"}\n{\"request_id\": \"trace-2\", \"input\": \"b\", \"model\": \"own\"}";
        var body = new JsonObject { ["data"] = lines, ["source"] = "csv", ["model"] = "given", ["provider"] = "p" }.ToJsonString();
        var (status, answer) = await host.PostAsync("/v1/traces/import", body, headers: ("x-tenant-id", "acme"));
        Assert.Equal((200, 2), (status, (int)answer!["ingested"]!));
        Assert.Equal([("trace-1", "given", "p"), ("trace-2", "own", "p")], host.Kept.Records.Select(record => (record.TraceId.Value, record.ModelAsked, record.Provider)));
        var metadata = JsonNode.Parse(host.Kept.Records.First().Payload.Metadata.ToString())!;
        Assert.Equal(("csv", "acme"), ((string?)metadata["source"], (string?)metadata["tenant_id"]));
    }

    [Fact]
    public async Task The_same_file_gives_the_same_ids()
    {
        await using var host = await VendorHost.StartAsync();
        await host.PostAsync("/v1/traces", One);
        await host.PostAsync("/v1/traces", One);
        await host.PostAsync("/v1/traces", """{"input": "no time"}""");
        await host.PostAsync("/v1/traces", """{"input": "no time"}""");
        Assert.Equal(3, host.Kept.Records.Select(record => (record.TraceId, record.SpanId)).Distinct().Count());
    }

    [Fact]
    public async Task A_row_of_the_table_keeps_all_that_it_says()
    {
        await using var host = await VendorHost.StartAsync();
        var (status, _) = await host.PostAsync("/v1/traces/import", TableRow.Text, "application/x-ndjson");
        Assert.Equal(200, status);
        var spans = host.Kept.Records.ToList();
        var call = spans[0];
        Assert.Equal(("trace-0123456789abcdef0123456789abcdef", "gpt-4o", "openai", "stop"), (call.TraceId.Value, call.ModelAsked, call.Provider, call.FinishReason));
        Assert.Equal((true, TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(1200)), (call.IsStream, call.TimeToFirstToken, call.Duration));
        Assert.Equal((11, 7, 0.01m, 0.02m), (call.Usage.Input, call.Usage.Output, call.Cost?.InputUsd, call.Cost?.OutputUsd));
        Assert.Equal("""[{"role":"user","content":"weather?"}]""", call.Payload.InputMessages.ToString());
        Assert.Contains("lookup", call.Payload.OutputMessages.ToString());
        Assert.Contains("tools", call.Payload.Parameters.ToString());
        var metadata = JsonNode.Parse(call.Payload.Metadata.ToString())!;
        Assert.Equal(("chat_multiturn", "4"), ((string?)metadata["request_type"], metadata["cluster_id"]!.ToString()));
        Assert.Null(metadata["provider_attempts"]);
        Assert.Equal([SpanKind.Span, SpanKind.Tool], spans.Skip(1).Select(span => span.Kind));
        Assert.All(spans.Skip(1), span => Assert.Equal(call.SpanId, span.ParentSpanId));
        Assert.Equal(("lookup", "sunny", TimeSpan.FromMilliseconds(300)), (spans[2].Name, spans[2].Payload.OutputText.ToString(), spans[2].Duration));
        Assert.All(spans.Skip(1), span => Assert.Null(span.Usage.Input));
    }

    [Fact]
    public async Task An_error_of_the_table_is_an_error()
    {
        await using var host = await VendorHost.StartAsync();
        await host.PostAsync("/v1/traces/import", """{"request_id": "e", "selected_model": "m", "timestamp": "2026-01-02 03:04:05.678", "is_error": 1, "error_category": "SERVER_ERROR", "error_message": "no luck", "total_cost_usd": 0, "tokens_in": 0}""");
        var call = host.Kept.Records.Single();
        Assert.Equal((SpanStatus.Error, "server_error", "no luck"), (call.Status, call.Error?.Type, call.Error?.Message));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero), call.StartTime);
        Assert.Null(call.Cost);
        Assert.Null(call.Usage.Input);
    }
}
