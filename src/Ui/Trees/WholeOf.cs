using Tracehouse.Query.Traces;
using Tracehouse.Query.Trees;
using Tracehouse.Ui.Transcripts;

namespace Tracehouse.Ui.Trees;

/// <summary>A trace as a whole, where the store has not summed it up yet: traces of older schemas are, one after the other, once the server has started.</summary>
internal static class WholeOf
{
    public static TraceSummary Tree(TraceTree tree)
    {
        var first = tree.Spans.Min(span => span.StartTime);
        var last = tree.Spans.Max(span => span.StartTime.AddMilliseconds(span.LatencyMs));
        var root = tree.Spans.FirstOrDefault(span => span.ParentSpanId.Length == 0) ?? tree.Spans[0];
        return new TraceSummary
        {
            RequestId = tree.TraceId, Name = root.Name, Kind = root.Kind, Status = root.Status, Model = root.Model, Provider = root.Provider, StartTime = first,
            LatencyMs = (last - first).TotalMilliseconds, ObservationCount = (int)Math.Min(tree.SpanCount, int.MaxValue), ErrorCount = tree.Spans.Count(TreeShape.HasFailed),
            InputTokens = tree.Total.InputTokens, OutputTokens = tree.Total.OutputTokens, CostUsd = tree.Total.CostUsd, UnpricedCount = tree.Total.UnpricedCalls,
            Models = [.. tree.Spans.Where(span => span is { Kind: "generation", Model.Length: > 0 }).Select(span => span.Model).Distinct()],
        };
    }
}
