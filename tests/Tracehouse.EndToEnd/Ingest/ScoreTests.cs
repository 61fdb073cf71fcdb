using System.Net;
using System.Text.Json;
using Tracehouse.EndToEnd.Access;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Testing.Otlp;
using Xunit;

namespace Tracehouse.EndToEnd.Ingest;

/// <summary>Scores on their way from whoever judged to whoever reads, through the real store.</summary>
public sealed class ScoreTests
{
    private const string Admin = "th-sk-one-planted-0123456789";
    private const string Caller = "th-sk-two-planted-0123456789";

    [Fact]
    public async Task A_score_is_read_changed_and_forgotten_at_once()
    {
        await using var server = await ServerProcess.StartAsync("--Keys:0:Secret", Admin, "--Keys:1:Secret", Caller, "--Keys:1:Role", "CallOnly");
        Assert.Equal(HttpStatusCode.OK, (await server.AskAsync(Admin, HttpMethod.Post, "v1/scores", Score("s-1", "0.25"))).Status);
        Assert.Equal(0.25, (await ScoresAsync(server)).Single().GetProperty("value").GetDouble());
        Assert.Equal(HttpStatusCode.OK, (await server.AskAsync(Caller, HttpMethod.Post, "v1/scores", $"[{Score("s-1", "0.75")}, {{}}, {Score("s-2", "true")}]")).Status);
        var scores = await ScoresAsync(server);
        Assert.Equal([("s-1", "numeric", 0.75), ("s-2", "boolean", 1)], scores.Select(score => (Text(score, "id"), Text(score, "data_type"), score.GetProperty("value").GetDouble())).Order());
        Assert.All(scores, score => Assert.Equal(("t-1", "because", "api"), (Text(score, "trace_id"), Text(score, "comment"), Text(score, "source"))));

        Assert.Equal(HttpStatusCode.Forbidden, (await server.AskAsync(Caller, HttpMethod.Get, "v1/scores")).Status);
        using var forbidden = await server.SendAsync(new Uri(server.ApiUrl, "v1/scores/s-1"), HttpMethod.Delete, null, ("Authorization", $"Bearer {Caller}"));
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        using var nobody = await server.SendAsync(new Uri(server.ApiUrl, "v1/scores"), HttpMethod.Post, Score("s-3", "1"));
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        using var gone = await server.SendAsync(new Uri(server.ApiUrl, "v1/scores/s-1"), HttpMethod.Delete, null, ("Authorization", $"Bearer {Admin}"));
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Equal(["s-2"], (await ScoresAsync(server)).Select(score => Text(score, "id")));

        // Acknowledged, and not yet drained for sure.
        Assert.Equal(HttpStatusCode.OK, (await server.AskAsync(Admin, HttpMethod.Post, "v1/scores", Score("s-4", "\"good\""))).Status);
        await server.KillAsync();
        await server.RestartAsync();
        await server.StoreReadyAsync(Admin);
        Assert.Equal(["s-2", "s-4"], (await ScoresAsync(server)).Select(score => Text(score, "id")).Order());
    }

    [Fact]
    public async Task Scores_come_with_spans_and_logs_and_are_never_doubled()
    {
        await using var server = await ServerProcess.StartAsync();
        var span = OneSpan.Request(OneSpan.Plain(1, span =>
        {
            OneSpan.Attributes(("session.id", "chat-7"), ("session.evaluations.0.evaluation.name", "mood"), ("session.evaluations.0.evaluation.label", "calm"))(span);
            OneSpan.Event("gen_ai.evaluation.result", ("gen_ai.evaluation.name", "relevance"), ("gen_ai.evaluation.score.value", 0.5))(span);
        }));
        var log = OneSpan.Request(log =>
        {
            OneSpan.Log(1, "gen_ai.evaluation.result", "")(log);
            log.Inner(6, pair => pair.Text(1, "gen_ai.evaluation.name").Inner(2, value => value.Text(1, "tone")));
            log.Inner(6, pair => pair.Text(1, "gen_ai.evaluation.score.label").Inner(2, value => value.Text(1, "kind")));
        });
        for (var each = 0; each < 3; each++)
        {
            Assert.Equal(HttpStatusCode.OK, (await server.PostAsync(log, "v1/logs")).Status);
            Assert.Equal(HttpStatusCode.OK, (await server.PostAsync(span)).Status);
        }

        var (_, page) = await server.GetAsync("v1/scores");
        var id = Convert.ToHexStringLower(OneSpan.SpanId(1));
        Assert.Equal(
            [("mood", null, "chat-7"), ("relevance", id, null), ("tone", id, null)],
            page.GetProperty("scores").EnumerateArray().Select(score => (Text(score, "name"), Text(score, "span_id"), Text(score, "session_id"))).Order());
    }

    private static string Score(string id, string value) => $$"""{"id": "{{id}}", "trace_id": "t-1", "name": "correctness", "value": {{value}}, "comment": "because"}""";

    private static async Task<List<JsonElement>> ScoresAsync(ServerProcess server)
    {
        var (status, page) = await server.AskAsync(Admin, HttpMethod.Get, "v1/scores?trace_id=t-1");
        Assert.Equal(HttpStatusCode.OK, status);
        return [.. page.GetProperty("scores").EnumerateArray()];
    }

    private static string? Text(JsonElement score, string name) => score.TryGetProperty(name, out var value) ? value.GetString() : null;
}
