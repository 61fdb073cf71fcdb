using System.Net;
using System.Text;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Mirroring;

/// <summary>One server that sends what it gets to another.</summary>
public sealed class MirroringTests
{
    private const string Exported = """
        {"resourceSpans": [{"scopeSpans": [{"spans": [{"traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b174", "name": "exported", "startTimeUnixNano": "1763712000000000000", "endTimeUnixNano": "1763712001000000000"}]}]}]}
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_events_and_exports_are_found_in_the_other_server_which_may_be_away_for_a_while()
    {
        await using var other = await ServerProcess.StartAsync();
        await using var server = await ServerProcess.StartAsync("--Mirrors:other:Url", other.OtlpUrl.OriginalString);
        using var call = await server.ChatAsync("a call that is mirrored");
        Assert.Equal(HttpStatusCode.OK, call.StatusCode);
        await PostAsync(server, "v1/traces", Exported);
        await AppearsAsync(other, call.TraceId());
        await AppearsAsync(other, "5b8efff798038103d269b633813fc60c");
        var mirrored = await other.TraceAsync(call.TraceId());
        var own = await server.TraceAsync(call.TraceId());
        foreach (var field in new[] { "name", "kind", "model", "provider", "input_text", "output_text", "tokens_in", "tokens_out", "created_at" })
        {
            Assert.Equal(own.GetProperty(field).ToString(), mirrored.GetProperty(field).ToString());
        }

        await other.KillAsync();
        var interaction = Guid.NewGuid().ToString("N");
        await PostAsync(server, "v1/trace", $$"""{"task": "message", "interaction_id": "{{interaction}}", "input": "hi"}""");
        await server.TraceAsync(interaction);
        await other.RestartAsync();
        await AppearsAsync(other, interaction);
        var (_, health) = await server.GetAsync("health");
        var mirror = health.GetProperty("mirrors").EnumerateArray().Single();
        Assert.Equal(("other", 0), (mirror.GetProperty("name").GetString(), mirror.GetProperty("dropped").GetInt32()));
    }

    [Fact]
    public async Task Scores_reach_a_mirror_of_langfuses_kind_and_what_a_mirror_sent_goes_no_further()
    {
        // The gateway sends to its own second mirror, itself: what comes back must not be sent again.
        var port = FreePort.Next();
        await using var other = await ServerProcess.StartAsync();
        await using var server = await ServerProcess.StartAsync(
            "--Api:Url", $"http://127.0.0.1:{port}", "--Mirrors:other:Url", other.ApiUrl.OriginalString, "--Mirrors:other:Protocol", "langfuse", "--Mirrors:other:PublicKey", "pk",
            "--Mirrors:other:SecretKey", "sk", "--Mirrors:self:Url", $"http://127.0.0.1:{port}", "--Mirrors:self:Protocol", "langfuse", "--Mirrors:self:PublicKey", "pk", "--Mirrors:self:SecretKey", "sk");
        using var call = await server.ChatAsync("a call that is judged");
        using var judged = await server.Http.PostAsync(
            new Uri(server.ApiUrl, "api/public/scores"), new StringContent($$"""{"id":"judged-1","traceId":"{{call.TraceId()}}","name":"helpful","value":0.5,"comment":"good"}"""), Stop);
        Assert.Equal(HttpStatusCode.OK, judged.StatusCode);
        await AppearsAsync(other, call.TraceId());
        await Eventually.TrueAsync(async () => (await other.GetAsync("api/public/scores/judged-1")).Status == HttpStatusCode.OK, "the mirror has the score");
        var score = (await other.GetAsync("api/public/scores/judged-1")).Body;
        Assert.Equal((call.TraceId(), "helpful", 0.5, "good"), (score.GetProperty("traceId").GetString(), score.GetProperty("name").GetString(), score.GetProperty("value").GetDouble(), score.GetProperty("comment").GetString()));

        // One call and one score went to each mirror, and nothing that came back went anywhere.
        await Eventually.TrueAsync(async () => (await SentAsync(server)).All(sent => sent == 2), "both mirrors have both");
        await PostAsync(server, "v1/traces", Exported);
        await AppearsAsync(other, "5b8efff798038103d269b633813fc60c");
        await Eventually.TrueAsync(async () => (await SentAsync(server)).All(sent => sent == 3), "both mirrors have all three");
        var sent = await SentAsync(server);
        Assert.Equal((3, 3), (sent[0], sent[1]));
    }

    private static async Task<int[]> SentAsync(ServerProcess server) =>
        [.. (await server.GetAsync("health")).Body.GetProperty("mirrors").EnumerateArray().Select(mirror => mirror.GetProperty("sent").GetInt32())];

    private static Task AppearsAsync(ServerProcess server, string trace) =>
        Eventually.TrueAsync(async () => (await server.GetAsync($"v1/traces/{trace}")).Status == HttpStatusCode.OK, $"the mirror has {trace}");

    private static async Task PostAsync(ServerProcess server, string path, string body)
    {
        using var answer = await server.Http.PostAsync(new Uri(server.ApiUrl, path), new StringContent(body, Encoding.UTF8, "application/json"), Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
