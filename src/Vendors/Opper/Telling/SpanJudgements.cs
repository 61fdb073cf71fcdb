using System.Text.Json.Nodes;
using Tracehouse.Query.Requests;
using Tracehouse.Query.Scores;
using Tracehouse.Records;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Telling;

/// <summary>Metrics and feedback of spans; both are scores.</summary>
internal sealed class SpanJudgements(SpanBook book, ListScores scores, TimeProvider time)
{
    private const string FeedbackName = "feedback";
    private const string FeedbackPrefix = "opper-feedback-";

    /// <summary>The numbers that a span was judged by, the oldest first.</summary>
    public async Task<IReadOnlyList<ScoreLine>> MetricsAsync(ProjectId project, TraceId trace, string span, CancellationToken stop) =>
        [.. (await AllAsync(project, trace, span, stop)).Where(IsMetric).Reverse()];

    /// <summary>Null when there is none.</summary>
    public async Task<ScoreLine?> MetricAsync(ProjectId project, TraceId trace, string span, string id, CancellationToken stop) =>
        (await AllAsync(project, trace, span, stop)).FirstOrDefault(score => score.Id == id && IsMetric(score));

    /// <summary>Keeps a metric; one that has this id already is replaced.</summary>
    public async Task<ScoreLine> KeepAsync(ProjectId project, TraceId trace, string span, string? id, string dimension, double value, string? comment, DateTimeOffset? createdAt, CancellationToken stop)
    {
        var score = Record(project, trace, span, id ?? $"{Guid.NewGuid()}", dimension) with { Value = value, Comment = comment, Time = createdAt ?? time.GetUtcNow() };
        await book.JudgeAsync(score, stop);
        return new ScoreLine { Id = score.Id, TraceId = trace.Value, SpanId = span, Name = dimension, DataType = "numeric", Value = value, Source = score.Source, Comment = comment, CreatedAt = score.Time.UtcDateTime };
    }

    public Task ForgetAsync(ProjectId project, TraceId trace, string span, string id, CancellationToken stop) =>
        book.JudgeAsync(Record(project, trace, span, id, "") with { IsDeleted = true }, stop);

    /// <summary>Keeps what somebody thinks of a span; the last word counts.</summary>
    public Task KeepFeedbackAsync(ProjectId project, TraceId trace, string span, double value, string? comment, CancellationToken stop) =>
        book.JudgeAsync(Record(project, trace, span, FeedbackPrefix + span, FeedbackName) with { Value = value, Comment = comment, Source = "annotation" }, stop);

    public async Task<ScoreLine?> FeedbackAsync(ProjectId project, TraceId trace, string span, CancellationToken stop) =>
        (await AllAsync(project, trace, span, stop)).FirstOrDefault(score => score.Id == FeedbackPrefix + span);

    public static bool IsMetric(ScoreLine score) => score.Value is not null && !score.Id.StartsWith(FeedbackPrefix, StringComparison.Ordinal);

    public static JsonObject ToMetric(ScoreLine score) => new()
    {
        ["id"] = score.Id,
        ["span_id"] = score.SpanId,
        ["dimension"] = score.Name,
        ["value"] = score.Value,
        ["comment"] = score.Comment,
        ["created_at"] = Answers.Time(score.CreatedAt),
        ["updated_at"] = Answers.Time(score.CreatedAt),
    };

    private async Task<IReadOnlyList<ScoreLine>> AllAsync(ProjectId project, TraceId trace, string span, CancellationToken stop) =>
        (await scores.AskAsync(project, new ScoreFilter { TraceId = trace.Value, SpanId = span }, new Page(ListScores.LimitMax, 0), stop)).Scores;

    private ScoreRecord Record(ProjectId project, TraceId trace, string span, string id, string name) => new()
    {
        Project = project,
        Id = id,
        TraceId = trace,
        SpanId = SpanId.TryParse(span, out var parsed) ? parsed : null,
        Name = name,
        Type = ScoreType.Numeric,
        Source = OpperWords.Source,
        Time = time.GetUtcNow(),
    };
}
