using System.Text.Json;
using Tracehouse.Query.Scores;
using Tracehouse.Query.Traces;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Scores;
using TraceSummary = Tracehouse.Query.Traces.TraceSummary;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>Makes Langfuse's trace of a summary and of the spans that speak for the whole.</summary>
internal static class TraceTranslation
{
    private const string Note = "trace";

    /// <summary>The groups of fields that may be left out.</summary>
    public static IReadOnlyList<string> Groups { get; } = ["core", "io", "scores", "observations", "metrics"];

    /// <param name="trace">The trace as a whole.</param>
    /// <param name="spans">Those of its spans that are at hand, the earliest first.</param>
    /// <param name="observations">The ids of all of its spans.</param>
    /// <param name="scores">The ids of its scores.</param>
    /// <param name="project">Whose it is.</param>
    /// <param name="fields">Which groups of fields are wanted.</param>
    public static ListedTrace Listed(
        TraceSummary trace, IReadOnlyList<TraceDetail> spans, IReadOnlyList<string> observations, IReadOnlyList<string> scores, ProjectId project, IReadOnlySet<string> fields)
    {
        var body = Body(trace, spans, project, fields.Contains("io"));
        return new ListedTrace(body)
        {
            HtmlPath = HtmlPath(trace, project),
            Latency = Latency(trace, fields),
            TotalCost = Cost(trace, fields),
            Observations = observations,
            Scores = scores,
        };
    }

    /// <inheritdoc cref="Listed"/>
    public static WholeTrace Whole(
        TraceSummary trace, IReadOnlyList<TraceDetail> spans, IReadOnlyList<ScoreLine> scores, ProjectId project, IReadOnlySet<string> fields, Func<TraceDetail, ObservationLink> link)
    {
        var body = Body(trace, spans, project, fields.Contains("io"));
        return new WholeTrace(body)
        {
            HtmlPath = HtmlPath(trace, project),
            Latency = Latency(trace, fields),
            TotalCost = Cost(trace, fields),
            Observations = fields.Contains("observations") ? [.. spans.Where(span => span.Kind != Note).Select(span => ObservationTranslation.Of(span, link(span)))] : [],
            Scores = fields.Contains("scores") ? [.. scores.Select(score => ScoreAnswer.From(score, project) with { TraceId = body.Id })] : [],
        };
    }

    /// <summary>What was said of the trace itself counts, then what its root says, then what came first.</summary>
    public static TraceBody Body(TraceSummary trace, IReadOnlyList<TraceDetail> spans, ProjectId project, bool withContent)
    {
        var note = spans.FirstOrDefault(span => span.Kind == Note);
        var lead = spans.FirstOrDefault(span => span.SpanId == trace.RootSpanId && span.Kind != Note) ?? spans.FirstOrDefault(span => span.Kind != Note);
        var speakers = new[] { note, lead }.OfType<TraceDetail>().ToList();
        return new TraceBody
        {
            Id = TraceWords.TraceId(trace.RequestId, speakers),
            ProjectId = project.Value,
            Timestamp = note?.StartTime ?? trace.StartTime,
            Name = ObservationTranslation.OrNull(trace.Name),
            Input = withContent ? Said(spans, TraceWords.Input, speakers, SaidValue.Input) : null,
            Output = withContent ? Said(spans, TraceWords.Output, speakers, SaidValue.Output) : null,
            Metadata = ObservationTranslation.Metadata(withContent ? speakers.Find(span => span.Metadata.Length > 0) : null),
            SessionId = ObservationTranslation.OrNull(trace.SessionId),
            UserId = ObservationTranslation.OrNull(trace.UserId),
            Release = ObservationTranslation.OrNull(trace.Release),
            Version = ObservationTranslation.OrNull(trace.Version),
            Tags = trace.Tags,
            Public = spans.Any(TraceWords.IsPublic),
            Bookmarked = spans.Any(TraceWords.IsBookmarked),
            Environment = ObservationTranslation.Environment(trace.Environment),
            CreatedAt = trace.StartTime,
            UpdatedAt = ObservationTranslation.After(trace.StartTime, trace.LatencyMs),
        };
    }

    private static JsonElement? Said(IReadOnlyList<TraceDetail> spans, string attribute, List<TraceDetail> speakers, Func<TraceDetail, JsonElement?> own) =>
        spans.Select(span => SaidValue.Parse(TraceWords.Of(span, attribute))).FirstOrDefault(said => said is not null)
        ?? speakers.Select(own).FirstOrDefault(said => said is not null);

    private static string HtmlPath(TraceSummary trace, ProjectId project) => $"/project/{Uri.EscapeDataString(project.Value)}/traces/{Uri.EscapeDataString(trace.RequestId)}";

    private static double Latency(TraceSummary trace, IReadOnlySet<string> fields) => fields.Contains("metrics") ? ObservationTranslation.Seconds(trace.LatencyMs) : -1;

    private static decimal Cost(TraceSummary trace, IReadOnlySet<string> fields) => fields.Contains("metrics") ? trace.CostUsd ?? 0 : -1;
}
