using System.Globalization;
using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.EndToEnd.Samples;

/// <summary>Scores of every type, and changes by ids, against the real server.</summary>
public sealed class JudgingTests(SharedServer shared)
{
    private const string Key = "th-sk-samples-0123456789";

    [Fact]
    public async Task Scores_of_every_type_are_where_they_were_given()
    {
        var said = await shared.Server.RunSampleAsync("Judging");
        var (trace, answer) = (await shared.Server.TraceAsync(said.After("trace")), said.After("answer"));
        Assert.Equal(
            [
                $"is_polite boolean 1 True {answer}", $"relevance numeric 0.92  {answer}", $"remark text  Could be shorter. {answer}", "resolved boolean 0 False ",
                "resolved-later boolean 0 False ", $"tone categorical  friendly {answer}",
            ],
            trace.GetProperty("scores").EnumerateArray().Select(Line).Order(StringComparer.Ordinal));
        var (_, ofSession) = await shared.Server.GetAsync($"v1/scores?session_id=session-{said.After("trace")}");
        Assert.Equal("mood categorical  good ", Line(Assert.Single(ofSession.GetProperty("scores").EnumerateArray())));
        Assert.Equal("404 trace_not_found", said.After("missing"));
    }

    [Fact]
    public async Task Changes_by_id_show_and_what_was_not_changed_stays()
    {
        var said = await shared.Server.RunSampleAsync("Judging");
        var trace = await shared.Server.TraceAsync(said.After("trace"));
        Assert.Equal(("parcel", "u_42", $"session-{said.After("trace")}"), (Word(trace, "name"), Word(trace, "user_id"), Word(trace, "session_id")));
        Assert.Equal(["late", "parcel"], trace.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).Order(StringComparer.Ordinal));
        var (_, found) = await shared.Server.GetAsync($"v1/traces?metadata.region=eu&session_id=session-{said.After("trace")}");
        Assert.Equal(1, found.GetProperty("total").GetInt32());
        var (_, whole) = await shared.Server.GetAsync($"api/public/traces/{said.After("trace")}");
        Assert.True(whole.GetProperty("public").GetBoolean());
        Assert.Equal(("Where is my parcel?", "It came."), (Word(whole, "input"), Word(whole, "output")));

        var (_, span) = await shared.Server.GetAsync($"v1/spans/{said.After("answer")}?trace_id={said.After("trace")}");
        Assert.Equal(("answer-2", "chain", "Where is my parcel?", "It is on its way."), (Word(span, "name"), Word(span, "kind"), Word(span, "input_text"), Word(span, "output_text")));
        Assert.True(span.GetProperty("metadata").GetProperty("reviewed").GetBoolean());
    }

    [Fact]
    public async Task Everything_works_with_a_key_and_nothing_without_one()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        upstream.Answer = FakeChatModel.AnswerAsync;
        await using var server = await ServerProcess.StartAsync("--Keys:0:Project", "one", "--Keys:0:Secret", Key, "--Providers:openai:BaseUrl", upstream.BaseUrl, "--Providers:openai:ApiKey", "sk-test");
        var said = await server.RunSampleAsync("FromOpper", ("TRACEHOUSE_KEY", Key), ("TRACEHOUSE_MODEL", "openai/gpt-4o-mini"));
        Assert.Equal("latency_ms=320, quality_score=4.5, relevance=0.92", said.After("scores"));
        Assert.NotEmpty((await server.RunSampleAsync("Judging", ("TRACEHOUSE_KEY", Key))).After("trace"));
        Assert.Equal("all sent", (await server.RunSampleAsync("FromNeuralTrust", ("TRACEHOUSE_KEY", Key)))[^1]);

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => server.RunSampleAsync("FromOpper", ("TRACEHOUSE_MODEL", "openai/gpt-4o-mini")));
        Assert.Contains("Tracehouse:Key (TRACEHOUSE_KEY)", refused.Message);
    }

    private static string Line(JsonElement score) =>
        $"{Word(score, "name")} {Word(score, "data_type")} {(score.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble().ToString(CultureInfo.InvariantCulture) : "")} {Word(score, "string_value")} {Word(score, "span_id")}";

    private static string? Word(JsonElement body, string name) => body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
