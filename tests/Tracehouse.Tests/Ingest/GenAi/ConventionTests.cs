using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Ingest.GenAi;

/// <summary>Conventions of which the corpus has no traffic, as their sources write them.</summary>
public sealed class ConventionTests
{
    [Fact]
    public void MLflow_writes_everything_as_json()
    {
        var record = Said.By(
            ("mlflow.spanType", "\"CHAT_MODEL\""), ("mlflow.llm.model", "\"gpt-4o\""), ("mlflow.llm.provider", "\"openai\""),
            ("mlflow.spanInputs", """{"messages":[{"role":"user","content":"hello"}],"temperature":0.5}"""),
            ("mlflow.spanOutputs", """{"choices":[{"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}]}"""),
            ("mlflow.chat.tokenUsage", """{"input_tokens":7,"output_tokens":2,"total_tokens":9}"""), ("mlflow.llm.cost", """{"input_cost":0.1,"output_cost":0.2,"total_cost":0.3}"""),
            ("mlflow.trace.session", "\"s1\""), ("mlflow.traceTag.team", "blue"));

        Assert.Equal((SpanKind.Generation, "gpt-4o", "openai", "s1"), (record.Kind, record.Model, record.Provider, record.SessionId));
        Assert.Equal("user: hello", Said.Brief(record.Payload.InputMessages));
        Assert.Equal("assistant: hi", Said.Brief(record.Payload.OutputMessages));
        Assert.Equal((7, 2, 0.3m, "stop"), (record.Usage.Input, record.Usage.Output, record.Cost!.TotalUsd, record.FinishReason));
        Assert.Equal(["team:blue"], record.Tags);
        Assert.Contains("temperature", Said.Attribute(record, "mlflow.spanInputs"));
    }

    [Fact]
    public void LangSmith_has_serialised_messages_and_its_session_name_is_a_project()
    {
        var record = Said.By(
            ("langsmith.span.kind", "llm"), ("langsmith.trace.name", "ChatOpenAI"), ("langsmith.trace.session_name", "my-project"), ("langsmith.metadata.thread_id", "t1"),
            ("langsmith.metadata.ls_provider", "openai"), ("gen_ai.request.model", "gpt-4o"), ("langsmith.span.tags", "a, b"), ("langsmith.metadata.LANGSMITH_TRACING", "true"),
            ("gen_ai.prompt", """{"messages":[[{"lc":1,"type":"constructor","id":["langchain_core","messages","HumanMessage"],"kwargs":{"content":"hello"}}]]}"""),
            ("gen_ai.completion", """{"generations":[[{"text":"","message":{"lc":1,"type":"constructor","id":["langchain_core","messages","AIMessage"],"kwargs":{"content":"","tool_calls":[{"name":"f","args":{"a":1},"id":"c1","type":"tool_call"}]}}}]]}"""),
            ("langsmith.usage_metadata", """{"input_tokens":5,"output_tokens":3,"total_tokens":8,"input_token_details":{"cache_read":2},"output_token_details":{"reasoning":1}}"""));

        Assert.Equal(("ChatOpenAI", SpanKind.Generation, "t1", "openai"), (record.Name, record.Kind, record.SessionId, record.Provider));
        Assert.Equal("user: hello", Said.Brief(record.Payload.InputMessages));
        Assert.Equal("""assistant:  f{"a":1}#c1""", Said.Brief(record.Payload.OutputMessages));
        Assert.Equal((5, 3, 2, 1), (record.Usage.Input, record.Usage.Output, record.Usage.CachedInput, record.Usage.Reasoning));
        Assert.Equal(["a", "b"], record.Tags);
        Assert.DoesNotContain("LANGSMITH", record.Payload.Metadata.ToString());
    }

    [Fact]
    public void Genkit_names_the_model_behind_its_provider()
    {
        var record = Said.By(
            ("genkit:type", "action"), ("genkit:metadata:subtype", "model"), ("genkit:name", "openai/gpt-4o-mini"), ("genkit:state", "success"), ("genkit:sessionId", "s"),
            ("genkit:input", """{"messages":[{"role":"user","content":[{"text":"hi"},{"media":{"url":"data:image/png;base64,AA==","contentType":"image/png"}}]},{"role":"tool","content":[{"toolResponse":{"name":"f","ref":"c","output":{"x":1}}}]}]}"""),
            ("genkit:output", """{"message":{"role":"model","content":[{"toolRequest":{"name":"f","ref":"c","input":{"y":2}}}]},"finishReason":"stop","usage":{"inputTokens":4,"outputTokens":6,"thoughtsTokens":5,"totalTokens":15}}"""));

        Assert.Equal((SpanKind.Generation, "gpt-4o-mini", "openai", "s"), (record.Kind, record.Model, record.Provider, record.SessionId));
        Assert.Equal("""user: [{"type":"text","text":"hi"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}}] | tool: {"x":1} <c>""", Said.Brief(record.Payload.InputMessages));
        Assert.Equal("""assistant:  f{"y":2}#c""", Said.Brief(record.Payload.OutputMessages));
        Assert.Equal((4, 11, 5), (record.Usage.Input, record.Usage.Output, record.Usage.Reasoning));
        Assert.Equal(SpanStatus.Error, Said.By(("genkit:name", "f"), ("genkit:state", "error")).Status);
    }

    [Fact]
    public void Pydantic_has_one_list_of_messages_on_its_agent()
    {
        var record = Said.By(
            ("logfire.msg", "agent run"), ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.agent.name", "helper"), ("model_name", "gpt-4o"), ("logfire.level_num", 13),
            ("pydantic_ai.all_messages", """[{"role":"user","parts":[{"type":"text","content":"hello"}]},{"role":"assistant","parts":[{"type":"text","content":"hi"}]}]"""),
            ("gen_ai.aggregated_usage.input_tokens", 99), ("operation.cost", 0.25));

        Assert.Equal(("agent run", SpanKind.Agent, SpanLevel.Warning, null), (record.Name, record.Kind, record.Level, record.Usage.Input));
        Assert.Equal("user: hello", Said.Brief(record.Payload.InputMessages));
        Assert.Equal("assistant: hi", Said.Brief(record.Payload.OutputMessages));
        Assert.Equal("99", Said.Attribute(record, "gen_ai.aggregated_usage.input_tokens"));
        Assert.Equal(0.25m, record.Cost!.TotalUsd);
    }

    [Fact]
    public void Pydantic_once_put_events_into_an_attribute()
    {
        var record = Said.By(
            ("gen_ai.operation.name", "chat"), ("gen_ai.system", "openai"), ("gen_ai.request.model", "gpt-4o"),
            ("events", """[{"event.name":"gen_ai.user.message","content":"hello","role":"user","gen_ai.message.index":0},{"event.name":"gen_ai.choice","index":0,"message":{"role":"assistant","content":"hi"}}]"""));

        Assert.Equal("user: hello", Said.Brief(record.Payload.InputMessages));
        Assert.Equal("assistant: hi", Said.Brief(record.Payload.OutputMessages));
    }

    [Fact]
    public void Old_OpenLLMetry_and_Laminar_number_their_messages()
    {
        var record = Said.By(
            ("gen_ai.system", "OpenAI"), ("llm.request.type", "chat"), ("gen_ai.request.model", "gpt-4o"), ("lmnr.association.properties.session_id", "s"),
            ("gen_ai.prompt.0.role", "system"), ("gen_ai.prompt.0.content", "be brief"), ("gen_ai.prompt.2.role", "tool"), ("gen_ai.prompt.2.content", "18"), ("gen_ai.prompt.2.tool_call_id", "c"),
            ("gen_ai.prompt.1.role", "assistant"), ("gen_ai.prompt.1.tool_calls.0.id", "c"), ("gen_ai.prompt.1.tool_calls.0.name", "f"), ("gen_ai.prompt.1.tool_calls.0.arguments", "{}"),
            ("gen_ai.completion.0.content", "hi"), ("gen_ai.completion.0.finish_reason", "stop"), ("gen_ai.usage.prompt_tokens", 5), ("llm.usage.total_tokens", 8), ("gen_ai.usage.completion_tokens", 3));

        Assert.Equal((SpanKind.Generation, "openai", "s", "stop"), (record.Kind, record.Provider, record.SessionId, record.FinishReason));
        Assert.Equal("system: be brief | assistant:  f{}#c | tool: 18 <c>", Said.Brief(record.Payload.InputMessages));
        Assert.Equal("assistant: hi", Said.Brief(record.Payload.OutputMessages));
        Assert.Equal((5, 3), (record.Usage.Input, record.Usage.Output));
    }

    [Fact]
    public void Google_keeps_the_request_and_the_answer_of_Gemini()
    {
        var record = Said.By(
            ("gen_ai.operation.name", "generate_content"), ("gen_ai.system", "gcp.vertex.agent"), ("gen_ai.request.model", "gemini-2.5-flash"),
            ("gcp.vertex.agent.session_id", "s"),
            ("gcp.vertex.agent.llm_request", """{"model":"gemini-2.5-flash","config":{"system_instruction":"be brief"},"contents":[{"parts":[{"text":"hello"}],"role":"user"}]}"""),
            ("gcp.vertex.agent.llm_response", """{"content":{"parts":[{"function_call":{"name":"f","args":{"a":1}}}],"role":"model"},"finish_reason":"STOP","usage_metadata":{"prompt_token_count":10,"candidates_token_count":4,"thoughts_token_count":6,"total_token_count":20}}"""));

        Assert.Equal(("gemini", "s", "stop"), (record.Provider, record.SessionId, record.FinishReason));
        Assert.Equal("system: be brief | user: hello", Said.Brief(record.Payload.InputMessages));
        Assert.Equal("""assistant:  f{"a":1}#""", Said.Brief(record.Payload.OutputMessages));
        Assert.Equal((10, 10, 6), (record.Usage.Input, record.Usage.Output, record.Usage.Reasoning));
    }

    [Fact]
    public void Semantic_Kernel_puts_messages_into_the_content_of_events()
    {
        var span = Said.Span(("gen_ai.operation.name", "chat.completions"), ("gen_ai.system", "az.ai.openai"), ("gen_ai.request.model", "gpt-4o"), ("gen_ai.response.prompt_tokens", 3)) with
        {
            Events = [Said.Event("gen_ai.user.message", ("gen_ai.event.content", """{"role":"user","content":"hello"}""")), Said.Event("gen_ai.choice", ("gen_ai.event.content", """{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}"""))],
        };
        var record = Said.Of(span)!;

        Assert.Equal((SpanKind.Generation, "azure", 3, "stop"), (record.Kind, record.Provider, record.Usage.Input, record.FinishReason));
        Assert.Equal("hello", record.Payload.InputText.ToString());
        Assert.Equal("hi", record.Payload.OutputText.ToString());
    }

    [Fact]
    public void OpenLIT_and_the_oldest_OpenTelemetry_put_all_content_into_one_event()
    {
        var span = Said.Span(("gen_ai.operation.name", "chat"), ("gen_ai.system", "openai"), ("gen_ai.usage.cost", 0.5), ("gen_ai.request.is_stream", true), ("gen_ai.environment", "test")) with
        {
            Events = [Said.Event("gen_ai.content.prompt", ("gen_ai.prompt", """[{"role":"user","content":"hello"}]""")), Said.Event("gen_ai.content.completion", ("gen_ai.completion", "hi"))],
        };
        var record = Said.Of(span)!;

        Assert.Equal((true, "test", 0.5m), (record.IsStream, record.Environment, record.Cost!.TotalUsd));
        Assert.Equal("user: hello", Said.Brief(record.Payload.InputMessages));
        Assert.Equal("assistant: hi", Said.Brief(record.Payload.OutputMessages));
        Assert.True(record.Payload.Events.IsEmpty);
    }

    [Theory]
    [InlineData("az.ai.openai", "azure")]
    [InlineData("aws.bedrock", "bedrock")]
    [InlineData("gcp.gemini", "gemini")]
    [InlineData("openai.responses", "openai")]
    [InlineData("OpenAI", "openai")]
    [InlineData("x_ai", "xai")]
    [InlineData("mistral_ai", "mistral")]
    [InlineData("langchain", "anthropic")]
    public void Providers_go_by_the_names_of_the_gateway(string said, string name) =>
        Assert.Equal(name, Said.By(("gen_ai.provider.name", said), ("gen_ai.request.model", "claude-sonnet-4-5")).Provider);

    [Fact]
    public void No_two_rules_of_a_field_have_the_same_rank()
    {
        var same = from rule in Tracehouse.Ingest.GenAi.Conventions.AllConventions.List.SelectMany(convention => convention.Rules)
                   where !rule.Key.StartsWith("mastra.", StringComparison.Ordinal)
                   group rule.Key by (rule.Field, rule.Rank) into rules
                   where rules.Count() > 1
                   select $"{rules.Key}: {string.Join(", ", rules)}";
        Assert.Empty(same);
    }
}
