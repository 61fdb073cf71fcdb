using System.Text.Json.Nodes;
using Tracehouse.Records;
using Tracehouse.Tests.Ingest.Otlp;
using Xunit;

namespace Tracehouse.Tests.Ingest.Scores;

public sealed class ScoresTests
{
    [Fact]
    public async Task A_score_is_on_disk_with_all_that_it_says()
    {
        await using var host = await OtlpHost.StartAsync();
        var answer = await host.SendAsync(HttpMethod.Post, "/v1/scores", """
            {"id": "s-1", "trace_id": "0AF76519-16cd-43dd-8448-eb211c80319c", "span_id": "b7ad6b7169203331", "name": "correctness", "value": 0.75, "comment": "a secret reason",
             "source": "annotation", "author": "ann", "config_id": "c-1", "environment": "staging", "metadata": {"n": 1}, "timestamp": "2026-11-20T12:00:00+02:00"}
            """);
        Assert.Equal((200, """{"id":"s-1"}"""), (answer.Status, answer.Text));
        Assert.Equal(1, host.Kept.Flushes);
        var score = host.Kept.Scores.Single();
        Assert.Equal(("s-1", "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", null), (score.Id, score.TraceId?.Value, score.SpanId?.Value, score.SessionId));
        Assert.Equal(("correctness", ScoreType.Numeric, 0.75, null), (score.Name, score.Type, score.Value, score.StringValue));
        Assert.Equal(("annotation", "ann", "c-1", "staging", """{"n": 1}"""), (score.Source, score.Author, score.ConfigId, score.Environment, score.Metadata));
        Assert.Equal("a [left out] reason", score.Comment);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero), score.Time);
    }

    [Theory]
    [InlineData("1", null, ScoreType.Numeric, 1.0, null)]
    [InlineData("true", null, ScoreType.Boolean, 1.0, "True")]
    [InlineData("0", "boolean", ScoreType.Boolean, 0.0, "False")]
    [InlineData("\"good\"", null, ScoreType.Categorical, null, "good")]
    [InlineData("\"It rambles.\"", "text", ScoreType.Text, null, "It rambles.")]
    public async Task The_type_is_said_or_told_by_the_value(string value, string? type, ScoreType expected, double? number, string? text)
    {
        await using var host = await OtlpHost.StartAsync();
        var said = type is null ? "" : $", \"data_type\": \"{type}\"";
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Post, "/v1/scores", $$"""{"session_id": "chat-7", "name": "n", "value": {{value}}{{said}}}""")).Status);
        var score = host.Kept.Scores.Single();
        Assert.Equal((expected, number, text, "chat-7", 32), (score.Type, score.Value, score.StringValue, score.SessionId, score.Id.Length));
    }

    [Theory]
    [InlineData("""{"trace_id": "t", "value": 1}""", "'name'")]
    [InlineData("""{"name": "n", "value": 1}""", "'trace_id'")]
    [InlineData("""{"name": "n", "value": 1, "trace_id": "t", "session_id": "s"}""", "belongs to one of")]
    [InlineData("""{"name": "n", "value": 1, "session_id": "s", "span_id": "s"}""", "belongs to one of")]
    [InlineData("""{"name": "n", "value": 1, "trace_id": ""}""", "'trace_id'")]
    [InlineData("""{"name": "n", "value": 1, "trace_id": "t", "id": "a\u0000b"}""", "'id'")]
    [InlineData("""{"name": "n", "trace_id": "t"}""", "a number")]
    [InlineData("""{"name": "n", "trace_id": "t", "value": 1e999}""", "a number")]
    [InlineData("""{"name": "n", "trace_id": "t", "value": 2, "data_type": "boolean"}""", "true, false")]
    [InlineData("""{"name": "n", "trace_id": "t", "value": "", "data_type": "text"}""", "empty")]
    [InlineData("""{"name": "n", "trace_id": "t", "value": 1, "data_type": "stars"}""", "'data_type'")]
    [InlineData("""{"name": "n", "trace_id": "t", "value": 1, "timestamp": "1969-01-01"}""", "'timestamp'")]
    [InlineData("""{"name": "n", "trace_id": "t", "value": 1, "metadata": [1]}""", "'metadata'")]
    [InlineData("""{"name": "n", "trace_id": "t", "value": 1, "colour": "red"}""", "colour")]
    [InlineData("""{"name": 7, "trace_id": "t", "value": 1}""", "name")]
    [InlineData("""{"name": "n", "trace_id": "t", "value": "abcde"}""", "Scores:WordCharactersMax")]
    [InlineData("""{"name": "n", "trace_id": "t", "value": 1, "comment": "abcdefghi"}""", "Scores:TextCharactersMax")]
    [InlineData("7", "object")]
    [InlineData("{", "no JSON")]
    public async Task What_is_wrong_is_said(string body, string words)
    {
        await using var host = await OtlpHost.StartAsync(("Scores:WordCharactersMax", "4"), ("Scores:TextCharactersMax", "8"));
        var answer = await host.SendAsync(HttpMethod.Post, "/v1/scores", body);
        Assert.Equal((400, "invalid_request"), (answer.Status, (string?)JsonNode.Parse(answer.Text)!["error"]!["code"]));
        Assert.Contains(words, answer.Text.Replace("\\u0027", "'"));
        Assert.Empty(host.Kept.Scores);
    }

    [Theory]
    [InlineData("[{0}, {1}, {2}]")]
    [InlineData("{{\"scores\": [{0}, {1}, {2}]}}")]
    public async Task A_bad_score_does_not_sink_the_others(string form)
    {
        await using var host = await OtlpHost.StartAsync();
        var body = string.Format(form, """{"id": "a", "trace_id": "t", "name": "n\ud83d", "value": 1}""", """{"id": "b"}""", """{"id": "c", "session_id": "s", "name": "n", "value": "x"}""");
        var answer = await host.SendAsync(HttpMethod.Post, "/v1/scores", body);
        Assert.Equal(200, answer.Status);
        Assert.Equal("""[{"id":"a"},{"id":"c"}]""", JsonNode.Parse(answer.Text)!["scores"]!.ToJsonString());
        Assert.Equal(1, (int?)JsonNode.Parse(answer.Text)!["errors"]![0]!["index"]);
        Assert.Equal(["n\ufffd", "n"], host.Kept.Scores.Select(score => score.Name));
        Assert.Equal(400, (await host.SendAsync(HttpMethod.Post, "/v1/scores", """[{"id": "b"}]""")).Status);
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Post, "/v1/scores", "[]")).Status);
    }

    [Fact]
    public async Task A_score_is_forgotten_by_its_id()
    {
        await using var host = await OtlpHost.StartAsync();
        Assert.Equal(204, (await host.SendAsync(HttpMethod.Delete, "/v1/scores/a%20b/c")).Status);
        var score = host.Kept.Scores.Single();
        Assert.Equal((true, "a b/c"), (score.IsDeleted, score.Id));
        Assert.Equal(1, host.Kept.Flushes);
        Assert.Equal(400, (await host.SendAsync(HttpMethod.Delete, "/v1/scores/")).Status);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Without_room_or_disk_the_sender_is_asked_to_come_back(bool isFull, bool hasDisk)
    {
        await using var host = await OtlpHost.StartAsync();
        (host.Kept.IsFull, host.Kept.HasDisk) = (isFull, hasDisk);
        foreach (var body in new[] { """{"trace_id": "t", "name": "n", "value": 1}""", """[{"trace_id": "t", "name": "n", "value": 1}]""" })
        {
            var answer = await host.SendAsync(HttpMethod.Post, "/v1/scores", body);
            Assert.Equal((503, true), (answer.Status, answer.HasRetryAfter));
        }

        Assert.Equal(503, (await host.SendAsync(HttpMethod.Delete, "/v1/scores/a")).Status);
    }

    [Fact]
    public async Task Every_limit_names_its_setting()
    {
        await using var host = await OtlpHost.StartAsync(("Scores:BodyBytesMax", "1024"), ("Scores:ScoresPerRequestMax", "2"));
        var large = await host.SendAsync(HttpMethod.Post, "/v1/scores", new string(' ', 2000));
        Assert.Equal((413, true), (large.Status, large.Text.Contains("Scores:BodyBytesMax")));
        var many = await host.SendAsync(HttpMethod.Post, "/v1/scores", "[1,2,3]");
        Assert.Equal((400, true), (many.Status, many.Text.Contains("Scores:ScoresPerRequestMax")));
    }
}
