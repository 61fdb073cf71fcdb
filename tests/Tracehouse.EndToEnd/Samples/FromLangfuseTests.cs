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

    [Fact]
    public async Task ObservedMethodsArriveAsTheirPagesSay()
    {
        var said = await shared.Server.RunSampleAsync("FromLangfuse");

        var (observed, tool) = (await SpanAsync("observed", 0), await SpanAsync("observed", 1));
        Assert.Equal(("GetWeatherResponse", "FetchWeather", "tool"), (Text(observed, "name"), Text(tool, "name"), Text(tool, "kind")));
        var trace = await shared.Server.TraceAsync(said.After("observed"));
        Assert.Equal("""{"userQuery":"What's the weather in Madrid?"}""", Text(trace, "input_text"));
        Assert.Equal("In Madrid, it is currently partly cloudy with a temperature of around 6°C.", Text(trace, "output_text"));
        Assert.Equal("weather-lookup", Text(await SpanAsync("observed-async", 0), "name"));

        foreach (var example in new[] { "observed-updated", "observed-inside" })
        {
            var updated = await shared.Server.TraceAsync(said.After(example));
            Assert.Equal(("user-123", "session-abc"), (Text(updated, "user_id"), Text(updated, "session_id")));
            Assert.Equal(["production", "weather"], updated.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        }

        var placed = (await shared.Server.TraceAsync(said.After("observed-placed"))).GetProperty("observations").EnumerateArray().ToDictionary(span => Text(span, "name")!);
        Assert.Null(Text(placed["ProcessRequest"], "parent_span_id"));
        Assert.Equal(Text(placed["ProcessRequest"], "span_id"), Text(placed["ProcessQuery"], "parent_span_id"));
        Assert.Equal("00f067aa0ba902b7", Text(placed["downstream-service"], "parent_span_id"));

        async Task<JsonElement> SpanAsync(string word, int index) => (await shared.Server.TraceAsync(said.After(word))).GetProperty("observations")[index];
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
