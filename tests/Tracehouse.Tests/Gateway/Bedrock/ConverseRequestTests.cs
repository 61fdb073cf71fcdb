using Xunit;

namespace Tracehouse.Tests.Gateway.Bedrock;

/// <summary>What becomes of a chat request on its way to Bedrock, and what is refused.</summary>
public sealed class ConverseRequestTests
{
    private const string Weather = """{"type":"function","function":{"name":"weather","description":"d","parameters":{"type":"object"},"strict":true}}""";
    private const string Other = "amazon.nova-lite-v1:0";

    [Fact]
    public async Task MessagesTakeTurnsAndKeepEverythingTheyHold()
    {
        var body = await BedrockHost.TranslateAsync(
            $"\"tools\":[{Weather}]",
            """
            [{"role":"system","content":"One"},{"role":"developer","content":[{"type":"text","text":"Two","cache_control":{"type":"ephemeral","ttl":"1h"}}]},
             {"role":"user","content":"A\u00e4"},{"role":"user","content":[{"type":"text","text":"B"},{"type":"image_url","image_url":{"url":"data:image/jpg;base64,AAEC"}},
              {"type":"image_url","image_url":"s3://b/c.webp"},{"type":"file","file":{"filename":"My report_v2.pdf","file_data":"data:application/pdf;base64,JVBE"}},
              {"type":"file","file":{"filename":"My report v2.pdf","file_data":"data:application/pdf;base64,JVBE"}},{"guardContent":{"text":{"text":"G"}}}]},
             {"role":"assistant","content":"C","thinking_blocks":[{"type":"thinking","thinking":"T","signature":"c2ln"},{"type":"redacted_thinking","data":"cmVk"},{"type":"thinking","thinking":"unsigned"}],
              "tool_calls":[{"id":"t1","type":"function","function":{"name":"weather","arguments":"{\"city\": \"Os\\u006co\"}"}},{"id":"t2","type":"function","function":{"name":"weather","arguments":"not json"}}]},
             {"role":"tool","tool_call_id":"t1","content":"4°"},{"role":"tool","tool_call_id":"t2","is_error":true,"content":[{"type":"text","text":"no","cache_control":{"type":"ephemeral"}}]},{"role":"user","content":"D"}]
            """);
        Assert.Equal("""[{"text":"One"},{"text":"Two"},{"cachePoint":{"type":"default","ttl":"1h"}}]""", BedrockHost.Show(body["system"]));
        Assert.Equal(
            """[{"role":"user","content":[{"text":"Aä"},{"text":"B"},{"image":{"format":"jpeg","source":{"bytes":"AAEC"}}},{"image":{"format":"webp","source":{"s3Location":{"uri":"s3://b/c.webp"}}}},"""
            + """{"document":{"format":"pdf","name":"My report v2","source":{"bytes":"JVBE"}}},{"document":{"format":"pdf","name":"My report v2 2","source":{"bytes":"JVBE"}}},{"guardContent":{"text":{"text":"G"}}}]},"""
            + """{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"T","signature":"c2ln"}}},{"reasoningContent":{"redactedContent":"cmVk"}},{"text":"C"},"""
            + """{"toolUse":{"toolUseId":"t1","name":"weather","input":{"city":"Oslo"}}},{"toolUse":{"toolUseId":"t2","name":"weather","input":{"_arguments":"not json"}}}]},"""
            + """{"role":"user","content":[{"toolResult":{"toolUseId":"t1","content":[{"text":"4°"}]}},{"toolResult":{"toolUseId":"t2","content":[{"text":"no"}],"status":"error"}},{"cachePoint":{"type":"default"}},{"text":"D"}]}]""",
            BedrockHost.Show(body["messages"]));
        Assert.Equal("""{"tools":[{"toolSpec":{"name":"weather","description":"d","inputSchema":{"json":{"type":"object"}},"strict":true}}]}""", BedrockHost.Show(body["toolConfig"]));
        Assert.Equal("{}", BedrockHost.Show(body["additionalModelRequestFields"]));
    }

    [Fact]
    public async Task AnswersOfToolsComeFirstAndSilenceIsLeftOut()
    {
        var body = await BedrockHost.TranslateAsync(
            "",
            """
            [{"role":"user","content":"A"},{"role":"assistant","content":""},{"role":"user","content":"B"},{"role":"assistant","content":null,"tool_calls":[{"id":"t","function":{"name":"f","arguments":""}}]},
             {"role":"user","content":"C"},{"role":"tool","tool_call_id":"t","content":""}]
            """);
        Assert.Equal(
            """[{"role":"user","content":[{"text":"A"},{"text":"B"}]},{"role":"assistant","content":[{"toolUse":{"toolUseId":"t","name":"f","input":{}}}]},"""
            + """{"role":"user","content":[{"toolResult":{"toolUseId":"t","content":[]}},{"text":"C"}]}]""",
            BedrockHost.Show(body["messages"]));
    }

    [Fact]
    public async Task WholeAnswerInConversesOwnWordsGoesBackAsItWas()
    {
        const string Blocks = """[{"citationsContent":{"content":[{"text":"x"}],"citations":[]}},{"toolUse":{"toolUseId":"t","name":"f","input":{}}}]""";
        var body = await BedrockHost.TranslateAsync("", $$$"""[{"role":"user","content":"A"},{"role":"assistant","content":"x","tool_calls":[{"id":"t","function":{"name":"f"}}],"content_blocks":{{{Blocks}}}}]""");
        Assert.Equal(Blocks, BedrockHost.Show(body["messages"]![1]!["content"]));
    }

    [Fact]
    public async Task ParametersGoWhereTheyBelongAndUnknownOnesToTheModel()
    {
        var body = await BedrockHost.TranslateAsync(
            """
            "max_completion_tokens":7,"max_tokens":8,"temperature":0.10,"top_p":1e-1,"stop":["a","b"],"top_k":5,"anthropic_beta":["x"],"service_tier":"flex","seed":1,"n":1,"logprobs":false,"user":"u","top_z":null,"performanceConfig":null,
            "guardrailConfig":{"guardrailIdentifier":"g","guardrailVersion":"1"},"requestMetadata":{"a":"b"},"additionalModelRequestFields":{"top_k":6,"x":null},
            "response_format":{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":{"type":"object","properties":{}}}}
            """);
        Assert.Equal("""{"maxTokens":7,"temperature":0.10,"topP":1e-1,"stopSequences":["a","b"]}""", BedrockHost.Show(body["inferenceConfig"]));
        Assert.Equal("""{"top_k":6,"x":null,"anthropic_beta":["x"]}""", BedrockHost.Show(body["additionalModelRequestFields"]));
        Assert.Equal("""{"type":"flex"}""", BedrockHost.Show(body["serviceTier"]));
        Assert.Equal("""{"guardrailIdentifier":"g","guardrailVersion":"1"}""", BedrockHost.Show(body["guardrailConfig"]));
        Assert.Equal("""{"a":"b"}""", BedrockHost.Show(body["requestMetadata"]));
        Assert.Equal(
            """{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"schema":"{\"type\":\"object\",\"properties\":{}}","name":"n"}}}}""", BedrockHost.Show(body["outputConfig"]));
        Assert.Equal(
            ["additionalModelRequestFields", "guardrailConfig", "inferenceConfig", "messages", "outputConfig", "requestMetadata", "serviceTier"], body.AsObject().Select(property => property.Key).Order());
    }

    [Theory]
    [InlineData("\"auto\"", true, """{"auto":{}}""", "")]
    [InlineData("\"required\"", true, """{"any":{}}""", "")]
    [InlineData("""{"type":"function","function":{"name":"weather"}}""", true, """{"tool":{"name":"weather"}}""", "")]
    [InlineData("\"none\"", true, "", """{"type":"none"}""")]
    [InlineData("\"auto\"", false, "", """{"type":"auto","disable_parallel_tool_use":true}""")]
    [InlineData("\"required\"", false, "", """{"type":"any","disable_parallel_tool_use":true}""")]
    [InlineData("""{"type":"function","function":{"name":"weather"}}""", false, "", """{"type":"tool","name":"weather","disable_parallel_tool_use":true}""")]
    public async Task ChoiceOfToolsIsExpressedWhereItCanBe(string choice, bool isParallel, string converse, string claude)
    {
        var body = await BedrockHost.TranslateAsync($"\"tools\":[{Weather}],\"tool_choice\":{choice},\"parallel_tool_calls\":{(isParallel ? "true" : "false")}");
        Assert.Equal(converse, BedrockHost.Show(body["toolConfig"]!["toolChoice"]));
        Assert.Equal(claude, BedrockHost.Show(body["additionalModelRequestFields"]!["tool_choice"]));
    }

    [Fact]
    public async Task ForbiddenToolsAreNotOfferedToOtherModels()
    {
        var body = await BedrockHost.TranslateAsync($"\"tools\":[{Weather}],\"tool_choice\":\"none\"", model: Other);
        Assert.Null(body["toolConfig"]);
    }

    [Theory]
    [InlineData(BedrockHost.Model, "high", "", """{"thinking":{"type":"enabled","budget_tokens":16384}}""")]
    [InlineData("global.anthropic.claude-opus-4-6-v1", "high", """{"effort":"high"}""", """{"thinking":{"type":"adaptive"}}""")]
    [InlineData("openai.gpt-oss-120b-1:0", "high", "", """{"reasoning_effort":"high"}""")]
    public async Task EffortIsToldAsTheModelUnderstandsIt(string model, string effort, string output, string fields)
    {
        var body = await BedrockHost.TranslateAsync($"\"reasoning_effort\":\"{effort}\"", model: model);
        Assert.Equal(output, BedrockHost.Show(body["outputConfig"]));
        Assert.Equal(fields, BedrockHost.Show(body["additionalModelRequestFields"]));
    }

    [Theory]
    [InlineData("\"n\":2", "n", "")]
    [InlineData("\"logprobs\":true", "logprobs", "")]
    [InlineData("\"response_format\":{\"type\":\"json_object\"}", "response_format", "")]
    [InlineData("\"tools\":[{\"type\":\"web_search\"}]", "tools[0].type", "")]
    [InlineData("\"tools\":[" + Weather + "],\"tool_choice\":\"any\"", "tool_choice", "")]
    [InlineData("\"tools\":[" + Weather + "],\"parallel_tool_calls\":false", "parallel_tool_calls", Other)]
    public async Task WhatCannotBeExpressedIsRefusedByItsName(string more, string param, string model)
    {
        var error = await BedrockHost.RefuseAsync(more, model: model.Length > 0 ? model : BedrockHost.Model);
        Assert.Equal(param, (string?)error["param"]);
        Assert.Equal("invalid_request_error", (string?)error["type"]);
    }

    [Theory]
    [InlineData("""{"type":"image_url","image_url":{"url":"https://x.example/y.png"}}""", "does not fetch")]
    [InlineData("""{"type":"image_url","image_url":{"url":"data:image/tiff;base64,AAAA"}}""", "png, jpeg, gif, webp")]
    [InlineData("""{"type":"file","file":{"file_id":"f"}}""", "file_data")]
    [InlineData("""{"type":"mystery"}""", "mystery")]
    public async Task PartThatCannotBeExpressedIsRefusedByItsPlace(string part, string complaint)
    {
        var error = await BedrockHost.RefuseAsync("", $$"""[{"role":"user","content":"Hi"},{"role":"user","content":[{"type":"text","text":"x"},{{part}}]}]""");
        Assert.StartsWith("messages[1].content[1]", (string?)error["param"]);
        Assert.Contains(complaint, (string?)error["message"]);
    }
}
