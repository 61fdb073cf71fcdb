using System.Text;
using System.Text.Json;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>What is read of the counts that providers send.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("""{"prompt_tokens":1500,"completion_tokens":700,"total_tokens":2200,"prompt_tokens_details":{"cached_tokens":100,"audio_tokens":1000},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":600,"accepted_prediction_tokens":0}}""",
        "1500 700 100 0 input_audio=1000 output_audio=600")]
    [InlineData("""{"input_tokens":3000,"output_tokens":9,"input_tokens_details":{"cached_tokens":1200,"cached_tokens_details":{"text_tokens":400,"audio_tokens":800},"audio_tokens":2000,"image_tokens":50},"output_tokens_details":{"image_tokens":4}}""",
        "3000 9 1200 - cached_audio=800 input_audio=2000 input_image=50 output_image=4")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":3,"cache_write_tokens":4}}""", "10 5 3 - cache_write=4")]
    [InlineData("""{"prompt_tokens":37,"completion_tokens":9,"total_tokens":346,"completion_tokens_details":{"reasoning_tokens":300}}""", "37 309 - 300")]
    [InlineData("""{"prompt_tokens":7,"completion_tokens":20,"total_tokens":127}""", "7 120 - 100")]
    [InlineData("""{"prompt_tokens":7,"completion_tokens":3581,"total_tokens":3588,"citation_tokens":8759,"num_search_queries":18,"reasoning_tokens":153481}""",
        "7 165821 - 153481 citations=8759 web_searches=18")]
    [InlineData("""{"prompt_tokens":3100,"completion_tokens":50,"total_tokens":3150,"prompt_tokens_details":{"cached_tokens":1000},"cache_creation_input_tokens":2000,"cache_read_input_tokens":1000,"cache_creation":{"ephemeral_1h_input_tokens":500},"server_tool_use":{"web_search_requests":2}}""",
        "3100 50 1000 - cache_write=2000 cache_write_1h=500 web_searches=2")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"prompt_cache_hit_tokens":6,"prompt_cache_miss_tokens":4,"prompt_tokens_details":{"cached_tokens":6}}""", "10 5 6 -")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"cached_tokens":6,"prompt_tokens_details":null,"x":{"audio_tokens":[1,{}]}}""", "10 5 6 -")]
    [InlineData("""{"prompt_tokens":-1,"completion_tokens":5.5,"total_tokens":"9"}""", "- - - -")]
    [InlineData("""{"completion_tokens":5,"total_tokens":9}""", "- 5 - -")]
    [InlineData("""{"prompt_tokens":9223372036854775807,"completion_tokens":5}""", "- 5 - -")]
    [InlineData("""[1]""", "- - - -")]
    public void CountsOfOpenAiAndThoseWhoCopiedIt(string json, string expected)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        Assert.Equal(expected, Say(UsageReader.Read(ref reader)));
        Assert.False(reader.Read());
    }

    [Theory]
    [InlineData("""{"input_tokens":100,"cache_creation_input_tokens":2000,"cache_read_input_tokens":1000,"cache_creation":{"ephemeral_5m_input_tokens":1500,"ephemeral_1h_input_tokens":500},"output_tokens":50,"server_tool_use":{"web_search_requests":2,"web_fetch_requests":1}}""",
        "3100 50 1000 - cache_write=2000 cache_write_1h=500 web_searches=2")]
    [InlineData("""{"input_tokens":100,"output_tokens":50,"output_tokens_details":{"thinking_tokens":30},"cache_creation":null,"server_tool_use":null}""", "100 50 - 30")]
    public void CountsOfAnthropic(string json, string expected)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        var usage = new AnthropicUsage();
        usage.Read(ref reader);
        Assert.Equal(expected, Say(usage.ToUsage()));
        Assert.False(reader.Read());
    }

    [Fact]
    public void SearchesOfAResponseAreCountedAndOpenedPagesAreNot()
    {
        const string Body = """
            {"model": "gpt-4.1", "status": "completed", "output": [
              {"type": "web_search_call", "id": "ws_1", "status": "completed", "action": {"type": "search", "query": "x"}},
              {"type": "web_search_call", "id": "ws_2", "status": "completed", "action": {"type": "open_page", "url": "http://x"}},
              {"type": "web_search_call", "id": "ws_3", "status": "completed"},
              {"type": "file_search_call", "id": "fs_1", "queries": ["x"], "results": null},
              {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Hello"}]}],
             "usage": {"input_tokens": 2000, "output_tokens": 300, "total_tokens": 2300}}
            """;
        var answer = new Responses().ReadAnswer(Encoding.UTF8.GetBytes(Body), isTruncated: false);
        Assert.Equal("2000 300 - - file_searches=1 web_searches=2", Say(answer.Usage));
        Assert.Equal("Hello", answer.Text.ToString());
    }

    private static string Say(TokenUsage usage) => string.Join(' ',
        [Say(usage.Input), Say(usage.Output), Say(usage.CachedInput), Say(usage.Reasoning), .. usage.Details.OrderBy(detail => detail.Key, StringComparer.Ordinal).Select(detail => $"{detail.Key}={detail.Value}")]);

    private static string Say(long? count) => count?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-";
}
