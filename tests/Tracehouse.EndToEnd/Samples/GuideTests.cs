using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Samples;

/// <summary>What docs/dotnet.md shows, against the real server.</summary>
public sealed class GuideTests(SharedServer shared)
{
    [Fact]
    public async Task What_the_guide_shows_arrives()
    {
        var said = await shared.Server.RunSampleAsync("Guide");
        Assert.Contains("sent", said);
        Assert.Equal("6 0", said.After("counts"));

        var nested = await shared.Server.TraceAsync(said.After("nested"));
        Assert.Equal(("answer-question", "ada", "s-1", "2,962 m"), (Text(nested, "name"), Text(nested, "user_id"), Text(nested, "session_id"), Text(nested, "output_text")));
        var observations = nested.GetProperty("observations").EnumerateArray().ToList();
        Assert.Equal(["answer-question", "search", "write"], observations.Select(observation => Text(observation, "name")));
        Assert.Equal(["chain", "retriever", "generation"], observations.Select(observation => Text(observation, "kind")));
        Assert.Equal(0.0004m, nested.GetProperty("cost_usd").GetDecimal());
        Assert.Contains(said, line => line == new Uri(shared.Server.ApiUrl, $"traces/{said.After("nested")}").OriginalString);

        Assert.Equal("ada", Text(await shared.Server.TraceAsync(said.After("inherited")), "user_id"));
        var seeded = await shared.Server.TraceAsync(said.After("seeded"));
        Assert.Null(Text(seeded.GetProperty("observations")[0], "parent_span_id"));
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
