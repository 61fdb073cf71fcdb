using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Translation;
using Tracehouse.Gateway.Translation.Anthropic;
using Tracehouse.Tests.Architecture;
using Xunit;

namespace Tracehouse.Tests.Gateway.Translation;

/// <summary>What a chat request becomes for Anthropic, pair by pair, and what is refused.</summary>
public sealed class AnthropicRequestTests
{
    private const int Cases = 300;

    private static readonly JsonArray Pairs =
        JsonNode.Parse(File.ReadAllText(Path.Combine(SourceTree.Root, "tests", "Tracehouse.Tests", "Gateway", "Translation", "anthropic-requests.json")))!.AsArray();

    public static TheoryData<string> Names => [.. Pairs.Select(pair => (string)pair!["name"]!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void RequestBecomesAnthropics(string name)
    {
        var pair = Pairs.Single(pair => (string)pair!["name"]! == name)!;
        var (sent, fault) = Translate(pair["from"]!.ToJsonString());
        Assert.Null(fault);
        Assert.True(JsonNode.DeepEquals(pair["to"], JsonNode.Parse(sent)), $"expected {pair["to"]!.ToJsonString()}\nsent     {sent}");
    }

    [Theory]
    [InlineData("\"n\":2", "n")]
    [InlineData("\"logprobs\":true", "logprobs")]
    [InlineData("\"top_logprobs\":3", "top_logprobs")]
    [InlineData("\"logit_bias\":{\"1\":2}", "logit_bias")]
    [InlineData("\"presence_penalty\":0.1", "presence_penalty")]
    [InlineData("\"frequency_penalty\":-1", "frequency_penalty")]
    [InlineData("\"modalities\":[\"text\",\"audio\"]", "modalities")]
    [InlineData("\"audio\":{}", "audio")]
    [InlineData("\"functions\":[{}]", "functions")]
    [InlineData("\"web_search_options\":{}", "web_search_options")]
    [InlineData("\"response_format\":{\"type\":\"json_object\"}", "response_format")]
    [InlineData("\"response_format\":{\"type\":\"json_schema\"}", "response_format")]
    [InlineData("\"reasoning_effort\":\"much\"", "reasoning_effort")]
    [InlineData("\"tools\":[{\"type\":\"custom\",\"custom\":{\"name\":\"x\"}}]", "tools")]
    [InlineData("\"tools\":[{\"name\":\"x\"}],\"tool_choice\":{\"type\":\"allowed_tools\"}", "tool_choice")]
    [InlineData("\"messages\":[{\"role\":\"function\",\"content\":\"x\"}]", "messages[0].role")]
    [InlineData("\"messages\":[7]", "messages[0].role")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":7}]", "messages[0].content")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"input_audio\":{}}]}]", "messages[0].content[0]")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png,x\"}}]}]", "messages[0].content[0]")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{}}]}]", "messages[0].content[0]")]
    [InlineData("\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]", "messages[0].tool_call_id")]
    [InlineData("\"messages\":[{\"role\":\"assistant\",\"function_call\":{\"name\":\"x\"}}]", "messages[0]")]
    public void WhatCannotBeExpressedIsNamed(string property, string param)
    {
        var (_, fault) = Translate($"{{\"model\":\"claude-sonnet-4-5\",\"messages\":[{{\"role\":\"user\",\"content\":\"Hi\"}}],{property}}}");
        Assert.Equal(param, fault?.Param);
        Assert.Contains(param, fault!.Message);
    }

    [Theory]
    [InlineData("claude-2.1", 4096)]
    [InlineData("claude-3-opus-latest", 4096)]
    [InlineData("claude-3-5-sonnet-20241022", 8192)]
    [InlineData("claude-3-7-sonnet-latest", 64000)]
    [InlineData("claude-opus-4-20250514", 32000)]
    [InlineData("claude-opus-4-1-20250805", 32000)]
    [InlineData("claude-opus-4-5", 64000)]
    [InlineData("claude-sonnet-4-20250514", 64000)]
    [InlineData("claude-fable-5-1", 64000)]
    [InlineData("something-else", 64000)]
    public void AnswerMayBeAsLongAsTheFamilyAllows(string model, int tokens) => Assert.Equal(tokens, ModelFamily.Of(model).TokensMax);

    [Theory]
    [InlineData("claude-3-5-haiku-latest", ThinkingStyle.None)]
    [InlineData("claude-3-7-sonnet-20250219", ThinkingStyle.Budget)]
    [InlineData("claude-haiku-4-5-20251001", ThinkingStyle.Budget)]
    [InlineData("claude-opus-4-5", ThinkingStyle.Budget)]
    [InlineData("claude-opus-4-6", ThinkingStyle.Adaptive)]
    [InlineData("claude-sonnet-5", ThinkingStyle.Adaptive)]
    [InlineData("claude-mythos-preview", ThinkingStyle.Adaptive)]
    public void ModelIsAskedToThinkAsItsFamilyDoes(string model, object style) => Assert.Equal(style, ModelFamily.Of(model).Thinking);

    [Fact]
    public void WhateverIsSaidArrivesAsItWasWritten()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new RandomJson(seed);
            var (text, result, input, more) = (random.Text(), random.Text(), random.Value(3), random.Value(4));
            input = input.StartsWith('{') ? input : "{\"a\":" + input + "}";
            var arguments = JsonSerializer.Serialize(input);
            var (sent, fault) = Translate(
                $$$"""
                {"model":"claude-sonnet-4-5","more":{{{more}}},"messages":[{"role":"user","content":[{"type":"text","text":{{{text}}},"x":{{{more}}}}]},
                {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":{{{arguments}}}}}]},
                {"role":"tool","tool_call_id":"c","content":{{{result}}}}]}
                """);
            Assert.Null(fault);
            using var json = JsonDocument.Parse(sent);
            var messages = json.RootElement.GetProperty("messages");
            var isEmpty = text == "\"\"";
            Check(more == "null" ? null : more, json.RootElement, "more");
            Check(isEmpty ? null : text, messages[0].GetProperty("content")[0], "text");
            var assistant = messages[isEmpty ? 0 : 1];
            Check(input.Trim(), assistant.GetProperty("content")[0], "input");
            Check(result, messages[isEmpty ? 1 : 2].GetProperty("content")[0], "content");

            void Check(string? expected, JsonElement from, string name) =>
                Assert.True(expected is null || expected == from.GetProperty(name).GetRawText(), $"seed {seed}: {name} {expected}\n{sent}");
        }
    }

    [Fact]
    public void AnythingIsTranslatedOrRefused()
    {
        var translated = 0;
        for (var seed = 0; seed < 10 * Cases; seed++)
        {
            var from = OddRequest.Make(seed);
            var message = $"seed {seed}\n{from}";
            try
            {
                var (sent, fault) = Translate(from);
                translated += fault is null ? 1 : 0;
                Assert.True(fault is not null || JsonDocument.Parse(sent, JsonPieces.Deep).RootElement.ValueKind == JsonValueKind.Object, message);
            }
            catch (Exception e) when (e is not InvalidOperationException || !from.Contains("\\ud800"))
            {
                // Half a surrogate pair where a word is expected is caught by the handler, and is all that may be thrown.
                Assert.Fail($"{message}\n{e}");
            }
            catch (InvalidOperationException)
            {
                continue;
            }
        }

        Assert.InRange(translated, Cases, 10 * Cases);
    }

    private static (string Sent, RequestFault? Fault) Translate(string from)
    {
        using var ask = ChatAsk.Read(Encoding.UTF8.GetBytes(from));
        using var body = new PooledBytes();
        using var json = ChatJson.Write(body);
        var fault = Inexpressible.Find(ask) ?? MessagesRequest.Write(ask, json);
        json.Flush();
        return (Encoding.UTF8.GetString(body.Span), fault);
    }
}
