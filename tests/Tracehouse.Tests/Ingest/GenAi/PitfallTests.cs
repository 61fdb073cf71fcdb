using System.Globalization;
using Tracehouse.Ingest.GenAi;
using Tracehouse.Ingest.Spans;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Ingest.GenAi;

/// <summary>What goes wrong with the bytes that real clients send.</summary>
public sealed class PitfallTests
{
    [Theory]
    [InlineData("ai.operationId", "ai.generateText", true)]
    [InlineData("ai.operationId", "ai.generateText.doGenerate", false)]
    [InlineData("gen_ai.operation.name", "invoke_agent", true)]
    [InlineData("gen_ai.operation.name", "chat", false)]
    public void Sums_of_children_are_marked(string key, string operation, bool repeats)
    {
        var record = Said.By((key, operation), ("gen_ai.usage.input_tokens", 5));
        Assert.Equal(repeats, (bool?)Said.Json(record.Payload.Parameters)?["_usage_repeats"] ?? false);
        Assert.Equal(5, record.Usage.Input);
    }

    [Theory]
    [InlineData("@traceloop/instrumentation-anthropic", 10, 12, 22, 35)]
    [InlineData("opentelemetry.instrumentation.anthropic", 40, 12, null, 65)]
    [InlineData("com.anthropic.sdk.typescript", 35, 12, null, 35)]
    [InlineData("openinference.instrumentation.anthropic", 35, 12, 47, 35)]
    [InlineData("", 10, 12, 47, 35)]
    [InlineData("", 10, 12, null, 35)]
    public void Input_includes_the_cache_whoever_counts(string scope, int input, int output, int? total, int expected)
    {
        var span = Said.Span(
            ("gen_ai.usage.input_tokens", input), ("gen_ai.usage.output_tokens", output), ("gen_ai.usage.total_tokens", total),
            ("gen_ai.usage.cache_read.input_tokens", 20), ("gen_ai.usage.cache_creation.input_tokens", 5)) with { Scope = new IncomingScope(scope, "", IncomingAttributes.None) };
        var usage = Said.Of(span)!.Usage;

        Assert.Equal((expected, 12, 20, 5), (usage.Input, usage.Output, usage.CachedInput, usage.Details[UsageKind.CacheWrite]));
    }

    [Theory]
    [InlineData("""{"input":9,"output":12,"total":165,"input_cached_tokens":16,"output_reasoning_tokens":128}""", 25, 140, 16, 128)]
    [InlineData("""{"input":60,"output":18,"cache_read_input_tokens":32,"total":78}""", 60, 18, 32, null)]
    [InlineData("""{"prompt_tokens":30,"completion_tokens":10,"total_tokens":40,"prompt_tokens_details":{"cached_tokens":20},"completion_tokens_details":{"reasoning_tokens":4}}""", 30, 10, 20, 4)]
    [InlineData("""{"input_tokens":10,"output_tokens":12,"cache_read_input_tokens":20,"cache_creation_input_tokens":5}""", 35, 12, 20, null)]
    [InlineData("""{"input":"8","nonsense":[],"more":-1}""", 8, null, null, null)]
    [InlineData("[1]", null, null, null, null)]
    [InlineData("{", null, null, null, null)]
    public void Usage_of_Langfuse_adds_up(string json, int? input, int? output, int? cached, int? reasoning)
    {
        var usage = Said.By(("langfuse.observation.type", "generation"), ("langfuse.observation.usage_details", json)).Usage;
        Assert.Equal<(long?, long?, long?, long?)>((input, output, cached, reasoning), (usage.Input, usage.Output, usage.CachedInput, usage.Reasoning));
    }

    [Theory]
    [InlineData("gen_ai.usage.cache_write.input_tokens")]
    [InlineData("gen_ai.usage.cache_creation.input_tokens")]
    [InlineData("gen_ai.usage.cache_creation_input_tokens")]
    public void Written_to_the_cache_has_many_names(string key) =>
        Assert.Equal(5, Said.By(("gen_ai.usage.input_tokens", 35), (key, 5)).Usage.Details[UsageKind.CacheWrite]);

    [Fact]
    public void Errors_come_without_an_error_status()
    {
        var byLevel = Said.By(("langfuse.observation.level", "ERROR"), ("langfuse.observation.status_message", "down"));
        var byEvent = Said.Of(Said.Span() with { Events = [Said.Event("exception", ("exception.type", "Boom"), ("exception.message", "it broke"))] })!;
        var byFinish = Said.Of(Said.Span(("gen_ai.operation.name", "chat"), ("gen_ai.response.finish_reasons", "[\"error\"]")) with { StatusCode = 1 })!;
        var handled = Said.Of(Said.Span() with { StatusCode = 1, Events = [Said.Event("exception", ("exception.type", "Boom"))] })!;

        Assert.Equal((SpanStatus.Error, "down"), (byLevel.Status, byLevel.Error!.Message));
        Assert.Equal((SpanStatus.Error, SpanLevel.Error, new SpanError("Boom", "it broke")), (byEvent.Status, byEvent.Level, byEvent.Error));
        Assert.Equal(SpanStatus.Error, byFinish.Status);
        Assert.Equal(SpanStatus.Success, handled.Status);
        Assert.Contains("it broke", byEvent.Payload.Events.ToString());
    }

    [Fact]
    public void Messages_in_logs_may_be_hollow_and_in_disorder()
    {
        var record = Said.Of(
            Said.Span(("gen_ai.operation.name", "chat")),
            Said.Log("gen_ai.choice", Said.Attributes(("index", 0), ("finish_reason", "stop"), ("message", Said.Attributes(("content", "done"))))),
            Said.Log("gen_ai.tool.message", Said.Attributes(("id", "b"), ("content", "2"))),
            Said.Log("gen_ai.tool.message", Said.Attributes(("id", "a"), ("content", "1"))),
            Said.Log("gen_ai.assistant.message", Said.Attributes(("tool_calls", Said.Value("""[{"id":"a","function":{"name":"f","arguments":"{}"}},{"id":"b","function":{"name":"g","arguments":"{}"}}]""")))),
            Said.Log("gen_ai.user.message", IncomingAttributes.None),
            Said.Log("gen_ai.system.message", Said.Attributes(("content", "be brief"))))!;

        Assert.StartsWith("system: be brief", Said.Brief(record.Payload.InputMessages));
        Assert.Equal("assistant: done", Said.Brief(record.Payload.OutputMessages));
        Assert.Equal("stop", record.FinishReason);
    }

    [Fact]
    public void Three_events_have_one_part_each()
    {
        var span = Said.Span(("gen_ai.operation.name", "chat")) with
        {
            Events =
            [
                Said.Event("gen_ai.client.inference.operation.details", ("gen_ai.system_instructions", """[{"type":"text","content":"be brief"}]""")),
                Said.Event("gen_ai.client.inference.operation.details", ("gen_ai.input.messages", """[{"role":"user","parts":[{"type":"text","content":"hello"}]}]""")),
                Said.Event("gen_ai.client.inference.operation.details", ("gen_ai.output.messages", """[{"role":"assistant","parts":[{"type":"text","content":"hi"}],"finish_reason":"endTurn"}]""")),
            ],
        };
        var record = Said.Of(span)!;

        Assert.Equal("system: be brief | user: hello", Said.Brief(record.Payload.InputMessages));
        Assert.Equal("assistant: hi", Said.Brief(record.Payload.OutputMessages));
        Assert.Equal("stop", record.FinishReason);
        Assert.True(record.Payload.Events.IsEmpty);
    }

    [Fact]
    public void Values_may_be_missing_and_vectors_long()
    {
        var record = Said.By(("openinference.span.kind", "EMBEDDING"), ("llm.system", null), ("embedding.embeddings.0.embedding.vector", new[] { 0.1, 0.2 }), ("embedding.embeddings.0.embedding.text", "alpha"));
        Assert.Equal((SpanKind.Embedding, "alpha"), (record.Kind, record.Payload.InputText.ToString()));
        Assert.Equal("[0.1,0.2]", Said.Json(record.Payload.Attributes)!["embedding.embeddings.0.embedding.vector"]!.ToJsonString());
    }

    [Fact]
    public void Json_is_encoded_twice_and_thrice()
    {
        var record = Said.By(
            ("gen_ai.operation.name", "chat"),
            ("gen_ai.input.messages", """[{"role":"system","parts":[{"type":"text","content":"[{\"type\":\"text\",\"text\":\"be brief\"}]"}]},{"role":"user","parts":[{"type":"text","content":"null"},{"type":"text","content":"hello"}]}]"""),
            ("gen_ai.output.messages", """[{"role":"assistant","parts":[{"type":"tool_call","id":"c","name":"f","arguments":"\"{\\\"a\\\":1}\""}]}]"""),
            ("langfuse.observation.completion_start_time", "\"2026-11-20T12:00:00.250Z\""));

        Assert.Equal("system: be brief | user: hello", Said.Brief(record.Payload.InputMessages));
        Assert.Equal("""assistant:  f{"a":1}#c""", Said.Brief(record.Payload.OutputMessages));
        Assert.Equal(TimeSpan.FromMilliseconds(250), record.TimeToFirstToken);
    }

    [Fact]
    public void Numbered_messages_come_in_any_order_with_holes_and_without_end()
    {
        var many = Enumerable.Range(0, 20).Select(index => ($"llm.input_messages.{index * 7919 % 100_003}.message.content", (object?)$"m{index}")).Reverse().ToArray();
        var span = Said.Span([("openinference.span.kind", "LLM"), ("llm.input_messages.x.message.content", "odd"), ("llm.input_messages.99999999999.message.content", "far"), .. many]);
        var record = Said.Of(span, new NormaliserOptions { FlatMessagesMax = 15 })!;

        Assert.Equal(15, Said.Json(record.Payload.InputMessages)!.AsArray().Count);
        Assert.Equal("odd", Said.Attribute(record, "llm.input_messages.x.message.content"));
        Assert.Equal("far", Said.Attribute(record, "llm.input_messages.99999999999.message.content"));
        Assert.Equal("""["messages"]""", Said.Json(record.Payload.Attributes)!["_truncated"]!.ToJsonString());
        Assert.Equal(5, Enumerable.Range(0, 20).Count(index => Said.Attribute(record, many[index].Item1).Length > 0));
    }

    [Theory]
    [InlineData("[\"a\",\"b\"]")]
    [InlineData("a, b")]
    [InlineData(" a ,b,")]
    public void Tags_come_as_json_or_with_commas(string tags) => Assert.Equal(["a", "b"], Said.By(("tag.tags", tags)).Tags);

    [Theory]
    [InlineData("[\"tool-calls\"]", "tool_calls")]
    [InlineData("tool_use", "tool_calls")]
    [InlineData("toolUse", "tool_calls")]
    [InlineData("end_turn", "stop")]
    [InlineData("max_tokens", "length")]
    public void Finish_reasons_have_one_vocabulary(string said, string reason)
    {
        Assert.Equal(reason, Said.By(("gen_ai.response.finish_reasons", said)).FinishReason);
        Assert.Equal(reason, Said.By(("gen_ai.response.finish_reasons", new[] { said.Trim('[', ']', '"') })).FinishReason);
    }

    [Theory]
    [InlineData("be brief")]
    [InlineData("""[{"type":"text","content":"be brief"}]""")]
    public void Instructions_are_shown_once(string instructions)
    {
        (string, object?)[] said = [("gen_ai.operation.name", "chat"), ("gen_ai.system_instructions", instructions)];
        var apart = Said.By([.. said, ("gen_ai.input.messages", """[{"role":"user","parts":[{"type":"text","content":"hello"}]}]""")]);
        var twice = Said.By([.. said, ("gen_ai.input.messages", """[{"role":"system","parts":[{"type":"text","content":"be brief"}]},{"role":"user","parts":[{"type":"text","content":"hello"}]}]""")]);

        Assert.Equal("system: be brief | user: hello", Said.Brief(apart.Payload.InputMessages));
        Assert.Equal(apart.Payload.InputMessages, twice.Payload.InputMessages);
    }

    [Fact]
    public void The_service_is_no_provider()
    {
        var span = Said.Span(("gen_ai.system", "my-app"), ("gen_ai.request.model", "gpt-4o-mini")) with { Resource = Said.Attributes(("service.name", "my-app"), ("deployment.environment.name", "staging"), ("service.version", "7")) };
        var record = Said.Of(span)!;

        Assert.Equal(("openai", "my-app", "staging", "7"), (record.Provider, record.ServiceName, record.Environment, record.Release));
        Assert.Equal("my-app", Said.Attribute(record, "gen_ai.system"));
    }

    [Fact]
    public void The_model_that_answered_is_not_the_one_that_was_asked()
    {
        var record = Said.By(("openinference.span.kind", "LLM"), ("llm.model_name", "gpt-4o-2024-08-06"), ("llm.invocation_parameters", """{"model":"gpt-4o","stream":true}"""));
        Assert.Equal(("gpt-4o", "gpt-4o-2024-08-06", true), (record.ModelAsked, record.Model, record.IsStream));
    }

    [Fact]
    public void Placeholders_of_spans_that_began_are_left_out() => Assert.Null(Said.Of(Said.Span(("logfire.span_type", "pending_span"))));

    [Fact]
    public void Parallel_results_become_a_message_each()
    {
        var record = Said.By(("ai.operationId", "ai.generateText.doGenerate"),
            ("ai.prompt.messages", """[{"role":"tool","content":[{"type":"tool-result","toolCallId":"a","toolName":"f","output":{"type":"json","value":{"x":1}}},{"type":"tool-result","toolCallId":"b","toolName":"f","output":{"type":"error-text","value":"down"}}]}]"""));
        Assert.Equal("""tool: {"x":1} <a> | tool: down <b>""", Said.Brief(record.Payload.InputMessages));
    }

    [Fact]
    public void A_retriever_with_the_operation_of_embeddings_stays_one() =>
        Assert.Equal((SpanKind.Retriever, null), Both(Said.By(("langsmith.span.kind", "retriever"), ("gen_ai.operation.name", "embeddings"), ("langsmith.trace.session_name", "project"))));

    [Theory]
    [InlineData("gen_ai.usage.cost", 0.0)]
    [InlineData("langfuse.observation.cost_details", """{"input":0,"output":0,"total":0}""")]
    [InlineData("gen_ai.usage.cost", double.NaN)]
    [InlineData("gen_ai.usage.cost", -1.0)]
    [InlineData("gen_ai.usage.cost", 1e300)]
    public void A_cost_of_zero_or_nonsense_is_unknown(string key, object cost) => Assert.Null(Said.By((key, cost)).Cost);

    [Fact]
    public void Only_a_tool_is_called_as_one()
    {
        var workflow = Said.By(("traceloop.span.kind", "workflow"), ("traceloop.entity.name", "plan"));
        var tool = Said.By(("traceloop.span.kind", "tool"), ("traceloop.entity.name", "get_weather"), ("traceloop.entity.input", """{"args":[],"kwargs":{"city":"Paris"}}"""));

        Assert.Equal(("", "get_weather"), (Said.Attribute(workflow, "gen_ai.tool.name"), Said.Attribute(tool, "gen_ai.tool.name")));
        Assert.Equal("""{"city":"Paris"}""", tool.Payload.InputText.ToString());
    }

    [Fact]
    public void A_remark_on_a_success_is_no_error()
    {
        var record = Said.By(("langfuse.observation.level", "WARNING"), ("langfuse.observation.status_message", "slow"));
        Assert.Equal((SpanStatus.Success, SpanLevel.Warning, new SpanError("warning", "slow")), (record.Status, record.Level, record.Error));
    }

    [Fact]
    public void The_same_span_twice_is_the_same_record() =>
        Assert.Equal(Said.By(("gen_ai.operation.name", "chat"), ("x", 1)).Payload, Said.By(("gen_ai.operation.name", "chat"), ("x", 1)).Payload);

    [Fact]
    public void Nothing_is_thrown_away()
    {
        var record = Said.By(("my.own", "kept"), ("gen_ai.request.model", "gpt-4o"), ("llm.model_name", "gpt-4o-other"), ("llm.request.model_name", "gpt-4o"), ("my.own", "last"), ("user.id", new string('u', 5000)));

        Assert.Equal("last", Said.Attribute(record, "my.own"));
        Assert.Equal("gpt-4o-other", record.Model);
        Assert.Equal("", Said.Attribute(record, "llm.request.model_name"));
        Assert.Equal((1024, 5000), (record.UserId!.Length, Said.Attribute(record, "user.id").Length));
    }

    [Fact]
    public void What_a_limit_cuts_says_so()
    {
        var span = Said.Span(("openinference.span.kind", "CHAIN"), ("input.value", new string('ü', 600)), ("big", new string('x', 2000)), ("small", "y")) with { DroppedEvents = 1 };
        var record = Said.Of(span, new NormaliserOptions { ContentBytesMax = 1001, AttributesBytesMax = 1000 })!;

        Assert.Equal(new string('ü', 500), record.Payload.InputText.ToString());
        Assert.Equal("y", Said.Attribute(record, "small"));
        Assert.Equal("""["input","events","attributes"]""", Said.Json(record.Payload.Attributes)!["_truncated"]!.ToJsonString());
    }

    [Fact]
    public void Time_that_runs_backwards_has_no_duration()
    {
        var record = Said.Of(Said.Span(("ai.response.msToFirstChunk", 12.5)) with { EndTime = Said.Start.AddSeconds(-5) })!;
        Assert.Equal((TimeSpan.Zero, "12.5"), (record.Duration, record.TimeToFirstToken!.Value.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)));
    }

    private static (SpanKind, string?) Both(SpanRecord record) => (record.Kind, record.SessionId);
}
