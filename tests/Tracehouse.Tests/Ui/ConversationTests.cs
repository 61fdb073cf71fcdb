using System.Text.Json;
using Tracehouse.Ui.Conversations;
using Xunit;

namespace Tracehouse.Tests.Ui;

public sealed class ConversationTests
{
    [Theory]
    [InlineData("""[{"role":"user","content":"Hello"}]""", "user: Text Hello")]
    [InlineData("""{"role":"system","content":"Be brief"}""", "system: Text Be brief")]
    [InlineData("""[{"role":"assistant","content":null}]""", "assistant:")]
    [InlineData("""[{"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]""", "assistant: Text Hi")]
    [InlineData("""[{"role":"user","content":[{"type":"text","text":"a"},{"type":"input_text","text":"b"}]}]""", "user: Text a | Text b")]
    [InlineData("""[{"role":"assistant","content":"","refusal":"No."}]""", "assistant: Refusal No.")]
    [InlineData("""[{"role":"assistant","reasoning_content":"Hm","content":"Yes"}]""", "assistant: Thinking Hm | Text Yes")]
    [InlineData("""[{"role":"assistant","content":[{"type":"thinking","thinking":"Hm","signature":"x"}]}]""", "assistant: Thinking Hm")]
    [InlineData("""[{"role":"tool","tool_call_id":"c1","content":"done"}]""", "tool: ToolResult (c1) done")]
    [InlineData("""[{"role":"assistant","tool_calls":[{"id":"c1","function":{"name":"add","arguments":"not json"}}]}]""", "assistant: ToolCall add (c1) not json")]
    [InlineData("""[{"role":"assistant","function_call":{"name":"old","arguments":"1"}}]""", "assistant: ToolCall old 1")]
    [InlineData("""[{"role":"user","content":[{"type":"tool_result","tool_use_id":"c2","content":[{"type":"text","text":"7"}]}]}]""", "user: ToolResult (c2) 7")]
    [InlineData("""[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://example.org/a.png"}}]}]""", "user: Media Image https://example.org/a.png")]
    [InlineData("""[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAAAAAA"}}]}]""", "user: Media Image image/png, 6 B, inline")]
    [InlineData("""[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/jpeg","data":"AAAA"}}]}]""", "user: Media Image image/jpeg, 3 B, inline")]
    [InlineData("""[{"role":"user","content":[{"type":"input_audio","input_audio":{"format":"wav","data":"AAAA"}}]}]""", "user: Media Audio wav, 3 B, inline")]
    [InlineData("""["bare text"]""", "user: Json bare text")]
    [InlineData("""[42]""", "user: Json 42")]
    [InlineData("""[{"role":"user","content":[{"type":"text"}]}]""", "user: Json text {\n  \"type\": \"text\"\n}")]
    [InlineData("""[{"role":"assistant","tool_calls":[5]}]""", "assistant: Json 5")]
    [InlineData("""[{"role":"user","content":"Hello" """, "user: Text [{\"role\":\"user\",\"content\":\"Hello\" ")]
    [InlineData("not json at all", "user: Text not json at all")]
    public void Every_shape_of_message_is_read(string json, string expected) =>
        Assert.Equal(expected, string.Join("\n", MessageReader.Read(json, "", isOutput: false).Select(Describe)).ReplaceLineEndings("\n"));

    [Fact]
    public void Arguments_of_a_tool_are_indented()
    {
        var messages = MessageReader.Read("""[{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"f","arguments":"{\"a\":\"ü\"}"}}]}]""", "", isOutput: true);
        Assert.Equal("{\n  \"a\": \"ü\"\n}", messages[0].Parts[0].Text.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Without_messages_the_plain_texts_are_shown()
    {
        var conversation = Conversation.Of(Rendering.Detail(inputText: "Hello", outputText: "Hi", outputMessages: "[]"));
        Assert.Equal(["user: Text Hello", "assistant: Text Hi"], conversation.Messages.Select(Describe));
    }

    [Fact]
    public void Nothing_kept_is_an_empty_conversation() => Assert.Empty(Conversation.Of(Rendering.Detail()).Messages);

    [Fact]
    public void Only_the_newest_messages_are_shown_and_their_numbers_stay()
    {
        var many = string.Join(",", Enumerable.Range(0, Conversation.MessagesMax + 10).Select(i => $$"""{"role":"user","content":"{{i}}"}"""));
        var conversation = Conversation.Of(Rendering.Detail(inputMessages: $"[{many}]"));
        Assert.Equal(10, conversation.LeftOut);
        Assert.Equal("10", conversation.TextOf(10));
        Assert.Null(conversation.TextOf(9));
    }

    [Fact]
    public async Task A_payload_is_text_and_never_markup()
    {
        const string evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'";
        var json = JsonSerializer.Serialize(new[]
        {
            new { role = evil, name = evil, content = new object[] { new { type = "text", text = evil }, new { type = evil, x = evil } } },
        });
        var html = await Rendering.RenderAsync<ConversationView>(
            (nameof(ConversationView.Conversation), Conversation.Of(Rendering.Detail(inputMessages: json))),
            (nameof(ConversationView.TextUrl), (Func<int, string>)(number => "/" + number)));
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_text_is_cut_and_the_rest_is_one_click_away()
    {
        var html = await Rendering.RenderAsync<LongText>(
            (nameof(LongText.Text), new string('x', 1_000_000)), (nameof(LongText.Url), "/ui/traces/a/text/0"));
        Assert.True(html.Length < 2 * Excerpt.CharactersMax);
        Assert.Contains("Show all 1,000,000 characters", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/ui/traces/a/text/0\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void An_excerpt_ends_between_characters()
    {
        var text = new string('x', Excerpt.CharactersMax - 1) + "\U0001F600 and more";
        Assert.Equal(Excerpt.CharactersMax - 1, Excerpt.Of(text).Length);
        Assert.Equal(Excerpt.LinesMax, Excerpt.Of(string.Join('\n', Enumerable.Range(0, 500))).Split('\n').Length);
        Assert.Equal("short", Excerpt.Of("short"));
    }

    private static string Describe(Message message) =>
        message.Role + ":" + string.Join(" |", message.Parts.Select(part => " " + Describe(part)));

    private static string Describe(Part part) =>
        string.Join(" ", new[] { part.Kind.ToString(), part.Title, part.Reference.Length > 0 ? $"({part.Reference})" : "", part.Text }.Where(word => word.Length > 0));
}
