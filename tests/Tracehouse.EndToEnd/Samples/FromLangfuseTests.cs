using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Samples;

/// <summary>The examples of Langfuse's and InteractiveAI's pages in C#, against the real server.</summary>
public sealed class FromLangfuseTests(SharedServer shared)
{
    [Fact]
    public async Task ExamplesArriveAsTheirPagesSay()
    {
        var said = await shared.Server.RunSampleAsync("FromLangfuse");
        Assert.Equal("all", said.After("sent"));

        var created = await TraceAsync("explicit");
        Assert.Equal("your-trace-name", Text(created, "name"));
        Assert.Contains("6°C", Text(created, "output_text"));

        foreach (var example in new[] { "updated", "anywhere" })
        {
            var trace = await TraceAsync(example);
            Assert.Equal(("weather-query", "user-123", "session-abc"), (Text(trace, "name"), Text(trace, "user_id"), Text(trace, "session_id")));
            Assert.Equal(["production", "weather"], trace.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
            Assert.Equal("web-app", Text(trace.GetProperty("metadata"), "source"));
        }

        var deterministic = await TraceAsync("deterministic");
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("your-trace-id"u8).AsSpan(0, 16)), Text(deterministic, "trace_id"));
        Assert.Null(Text(deterministic.GetProperty("observations")[0], "parent_span_id"));

        var spans = (await TraceAsync("distributed")).GetProperty("observations");
        Assert.Equal([("upstream-service", 0), ("downstream-service", 1)], spans.EnumerateArray().Select(span => (Text(span, "name"), span.GetProperty("depth").GetInt32())));

        var current = said.After("current").Split(' ');
        Assert.Equal(new Uri(shared.Server.ApiUrl, $"traces/{current[0]}").OriginalString, said.After("url"));
        Assert.Equal(new Uri(shared.Server.ApiUrl, "traces/abc123def456").OriginalString, said.After("url-of"));
        Assert.Equal(current[1], Text((await shared.Server.TraceAsync(current[0])).GetProperty("observations")[0], "span_id"));

        Task<JsonElement> TraceAsync(string word) => shared.Server.TraceAsync(said.After(word));
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
