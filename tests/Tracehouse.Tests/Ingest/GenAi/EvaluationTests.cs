using Tracehouse.Ingest.GenAi;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Ingest.GenAi;

/// <summary>Judgements that come with spans.</summary>
public sealed class EvaluationTests
{
    private static readonly (string, object?)[] Relevance =
        [("gen_ai.evaluation.name", "relevance"), ("gen_ai.evaluation.score.value", 0.8), ("gen_ai.evaluation.score.label", "good"), ("gen_ai.evaluation.explanation", "On topic."), ("gen_ai.response.id", "r-1")];

    [Fact]
    public void An_event_judges_its_span()
    {
        var score = Said.Of(Said.Span() with { Events = [Said.Event("gen_ai.evaluation.result", Relevance)] })!.Scores.Single();
        Assert.Equal(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", null), (score.TraceId!.Value.Value, score.SpanId!.Value.Value, score.SessionId));
        Assert.Equal(("relevance", ScoreType.Categorical, 0.8, "good", "On topic.", "eval"), (score.Name, score.Type, score.Value, score.StringValue, score.Comment, score.Source));
        Assert.Equal(Said.Start, score.Time);
        Assert.Equal("""{"gen_ai.response.id":"r-1"}""", score.Metadata);
    }

    [Fact]
    public void A_log_judges_the_span_it_names_and_is_the_same_score_however_often_it_is_told()
    {
        var log = Said.Log("gen_ai.evaluation.result", null) with { TraceId = "0af7651916cd43dd8448eb211c80319c", SpanId = "00f067aa0ba902b7", Attributes = Said.Attributes(Relevance) };
        var alone = Said.Of(Said.Span() with { SpanId = "1111111111111111" }, log)!.Scores.Single();
        var joined = Said.Of(Said.Span() with { SpanId = "00f067aa0ba902b7" }, log)!.Scores.Single();
        Assert.Equal("00f067aa0ba902b7", alone.SpanId!.Value.Value);
        Assert.Equal(alone, joined);
        Assert.NotEqual(alone.Id, Said.Of(Said.Span(), log with { Time = log.Time.AddSeconds(1) })!.Scores.Single().Id);
    }

    [Theory]
    [InlineData(true, null, ScoreType.Boolean, 1.0, "True")]
    [InlineData(3, null, ScoreType.Numeric, 3.0, null)]
    [InlineData("0.5", null, ScoreType.Numeric, 0.5, null)]
    [InlineData(null, "pass", ScoreType.Categorical, null, "pass")]
    [InlineData(1, "pass", ScoreType.Categorical, 1.0, "pass")]
    public void The_value_tells_the_kind_of_score(object? value, string? label, ScoreType type, double? number, string? text)
    {
        var judged = Said.By(("evaluations.0.evaluation.name", "n"), ("evaluations.0.evaluation.score", value), ("evaluations.0.evaluation.label", label)).Scores.Single();
        Assert.Equal((type, number, text), (judged.Type, judged.Value, judged.StringValue));
    }

    [Theory]
    [InlineData("nothing", null)]
    [InlineData("value", double.NaN)]
    [InlineData("value", double.PositiveInfinity)]
    public void What_has_no_value_is_no_score_and_stays_an_event(string name, double? value)
    {
        var record = Said.Of(Said.Span() with { Events = [Said.Event("gen_ai.evaluation.result", ("gen_ai.evaluation.name", name), ("gen_ai.evaluation.score.value", value), ("error.type", "timeout"))] })!;
        Assert.Empty(record.Scores);
        Assert.Contains("timeout", record.Payload.Events.ToString());
    }

    [Fact]
    public void Attributes_judge_span_trace_and_session()
    {
        var record = Said.By(
            ("session.id", "s-1"), ("evaluations.0.evaluation.name", "tone"), ("evaluations.0.evaluation.score", 0.25), ("evaluations.0.evaluation.annotator_kind", "HUMAN"),
            ("evaluations.0.evaluation.metadata", """{"rater":7}"""), ("trace.annotations.0.annotation.name", "goal"), ("trace.annotations.0.annotation.label", "reached"),
            ("session.evaluations.0.evaluation.name", "mood"), ("session.evaluations.0.evaluation.explanation", "Calm."),
            ("evaluations.1.evaluation.name", "nothing"), ("evaluations.x", 1));
        Assert.Equal(
            [("tone", "b7ad6b7169203331", null, "annotation"), ("goal", null, null, "eval"), ("mood", null, "s-1", "eval")],
            record.Scores.Select(score => (score.Name, score.SpanId?.Value, score.SessionId, score.Source)));
        Assert.Equal((ScoreType.Text, "Calm.", (string?)null), (record.Scores[2].Type, record.Scores[2].StringValue, record.Scores[2].TraceId?.Value));
        Assert.Equal("""{"rater":7}""", record.Scores[0].Metadata);
        Assert.Equal(["evaluations.1.evaluation.name", "evaluations.x"], Said.Json(record.Payload.Attributes)!.AsObject().Select(item => item.Key).Order());
    }

    [Fact]
    public void Feedback_of_Logfire_judges_the_span_above_it()
    {
        var span = Said.Span(
            ("logfire.span_type", "annotation"), ("logfire.feedback.name", "factuality"), ("factuality", 0.1), ("logfire.feedback.comment", "Made up.")) with { ParentSpanId = "00f067aa0ba902b7" };
        var score = Said.Of(span)!.Scores.Single();
        Assert.Equal(("00f067aa0ba902b7", 0.1, "Made up.", "annotation"), (score.SpanId!.Value.Value, score.Value, score.Comment, score.Source));
    }

    [Fact]
    public void No_more_are_taken_than_allowed_and_the_rest_stays()
    {
        var options = new NormaliserOptions { ScoresMax = 2, ScoreTextCharactersMax = 5 };
        var span = Said.Span([.. Enumerable.Range(0, 5).SelectMany(number => new (string, object?)[]
            { ($"evaluations.{number}.evaluation.name", "n"), ($"evaluations.{number}.evaluation.score", number), ($"evaluations.{number}.evaluation.explanation", "Too long to keep.") })]);
        var record = Said.Of(span, options)!;
        Assert.Equal(["Too l", "Too l"], record.Scores.Select(score => score.Comment));
        Assert.Equal(15, Said.Json(record.Payload.Attributes)!.AsObject().Count);
    }
}
