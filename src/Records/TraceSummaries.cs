namespace Tracehouse.Records;

/// <summary>
/// Makes one line of the spans of a trace. What one span says of the whole counts for the whole: the root's word first, then that of the earliest.
/// The same spans give the same line, in whatever order and however often they come. Most traces are of one span, for which nothing is sorted or grouped.
/// </summary>
public static class TraceSummaries
{
    /// <summary>The summary of at least one span.</summary>
    public static TraceSummary Of(IEnumerable<TraceNode> nodes)
    {
        var all = Ordered(nodes);
        var spans = all.Exists(IsNoWork) ? all.FindAll(node => !IsNoWork(node)) : all;
        var observations = spans.Count;
        spans = observations > 0 ? spans : all;

        var note = all.Find(node => node.Kind == SpanKind.Trace);
        var root = spans.Find(node => node.ParentSpanId is null);
        var speakers = Speakers(all, root, note);
        var lead = root ?? spans[0];
        var failed = root ?? spans.Find(node => node.Status != SpanStatus.Success) ?? lead;
        var calls = spans.FindAll(node => node.Kind == SpanKind.Generation);
        var summary = new TraceSummary
        {
            StartTime = spans[0].StartTime,
            EndTime = EndOf(spans),
            RootSpanId = root?.SpanId ?? "",
            Name = note is { Name.Length: > 0 } ? note.Name : Said(speakers, node => node.TraceName) is { Length: > 0 } name ? name : lead.Name,
            Kind = lead.Kind,
            Source = lead.Source,
            Status = root?.Status ?? (failed.Status == SpanStatus.Success ? SpanStatus.Success : SpanStatus.Error),
            ErrorType = failed.ErrorType,
            Level = HighestOf(spans),
            ObservationCount = observations,
            ErrorCount = spans.Count(node => node.Status != SpanStatus.Success || node.Level == SpanLevel.Error),
            KindCounts = KindsOf(spans),
            Call = root is { Model.Length: > 0 } ? root : calls.Find(node => node.Model.Length > 0) ?? calls.FirstOrDefault(),
            RoutingAlias = Said(speakers, node => node.RoutingAlias),
            UserId = Said(speakers, node => node.UserId),
            SessionId = Said(speakers, node => node.SessionId),
            Tags = TagsOf(all),
            Environment = Said(speakers, node => node.Environment),
            Release = Said(speakers, node => node.Release),
            Version = Said(speakers, node => node.Version),
            ServiceName = Said(speakers, node => node.ServiceName),
            IsContentKept = all.TrueForAll(node => node.IsContentKept),
            InputPreview = Shown(node => node.InputPreview, note, root, calls.Find(node => !node.InputPreview.IsEmpty)),
            OutputPreview = Shown(node => node.OutputPreview, note, root, calls.FindLast(node => !node.OutputPreview.IsEmpty)),
        };
        return WithSpending(summary, spans);
    }

    private static bool IsNoWork(TraceNode node) => node.Kind == SpanKind.Trace || ContentLog.Is(node.Kind, node.Name);

    /// <summary>What was said of the trace itself counts before the word of its root.</summary>
    private static List<TraceNode> Speakers(List<TraceNode> all, TraceNode? root, TraceNode? note)
    {
        var first = note ?? root;
        return first is null || (note is null && ReferenceEquals(first, all[0])) ? all : new[] { note, root }.OfType<TraceNode>().Concat(all).ToList();
    }

    private static Utf8Text Shown(Func<TraceNode, Utf8Text> preview, params TraceNode?[] nodes)
    {
        foreach (var node in nodes)
        {
            if (node is not null && !preview(node).IsEmpty)
            {
                return preview(node);
            }
        }

        return default;
    }

    /// <summary>By time, each span once.</summary>
    private static List<TraceNode> Ordered(IEnumerable<TraceNode> nodes)
    {
        var ordered = nodes.ToList();
        if (ordered.Count == 1)
        {
            return ordered;
        }

        ordered.Sort((one, other) => one.StartTime != other.StartTime ? one.StartTime.CompareTo(other.StartTime) : string.CompareOrdinal(one.SpanId, other.SpanId));
        var seen = new HashSet<string>(ordered.Count, StringComparer.Ordinal);
        ordered.RemoveAll(node => !seen.Add(node.SpanId));
        return ordered;
    }

    private static DateTimeOffset EndOf(List<TraceNode> spans)
    {
        var end = DateTimeOffset.MinValue;
        foreach (var node in spans)
        {
            end = node.StartTime + node.Duration is var own && own > end ? own : end;
        }

        return end;
    }

    private static SpanLevel HighestOf(List<TraceNode> spans)
    {
        var highest = spans[0].Level;
        foreach (var node in spans)
        {
            highest = Weight(node.Level) > Weight(highest) ? node.Level : highest;
        }

        return highest;
    }

    private static (SpanKind Kind, int Count)[] KindsOf(List<TraceNode> spans) => spans.Count == 1
        ? [(spans[0].Kind, 1)]
        : [.. spans.CountBy(node => node.Kind).OrderBy(count => count.Key).Select(count => (count.Key, count.Value))];

    private static string[] TagsOf(List<TraceNode> all) => all.TrueForAll(node => node.Tags.Count == 0)
        ? []
        : [.. all.SelectMany(node => node.Tags).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string Said(List<TraceNode> speakers, Func<TraceNode, string> word)
    {
        foreach (var node in speakers)
        {
            if (word(node) is { Length: > 0 } said)
            {
                return said;
            }
        }

        return "";
    }

    private static TraceSummary WithSpending(TraceSummary summary, List<TraceNode> spans)
    {
        var counts = CountedUsage.Of(spans.ConvertAll(node => new UsageNode(node.SpanId, node.ParentSpanId, node.Kind, node.Usage, node.TotalCostUsd ?? 0)));
        var counted = new List<TraceNode>(spans.Count);
        var calls = new List<TraceNode>(spans.Count);
        for (var index = 0; index < spans.Count; index++)
        {
            var node = spans[index];
            if (counts[index])
            {
                counted.Add(node);
            }

            // A call that failed spent nothing and was a call all the same.
            if (node.Model.Length > 0 && (counts[index] || (node.Kind == SpanKind.Generation && !HasUsage(node))))
            {
                calls.Add(node);
            }
        }

        return summary with
        {
            Usage = new TokenUsage
            {
                Input = Sum(spans, counted, node => node.Usage.Input),
                Output = Sum(spans, counted, node => node.Usage.Output),
                CachedInput = Sum(spans, counted, node => node.Usage.CachedInput),
                Reasoning = Sum(spans, counted, node => node.Usage.Reasoning),
            },
            InputCostUsd = Sum(spans, counted, node => node.InputCostUsd),
            OutputCostUsd = Sum(spans, counted, node => node.OutputCostUsd),
            TotalCostUsd = Sum(spans, counted, node => node.TotalCostUsd),
            UnpricedCount = counted.Count(node => node.TotalCostUsd is null),
            ModelCalls = calls.Count == 1 ? [CallsOf(calls)] : [.. calls.GroupBy(node => (node.Model, node.Provider)).Select(group => CallsOf([.. group]))],
        };
    }

    /// <summary>Calls of one model, added up.</summary>
    private static TraceModelCalls CallsOf(List<TraceNode> calls) => new(
        calls[0].Model, calls[0].Provider, calls.Count, Total(calls, node => node.Usage.Input), Total(calls, node => node.Usage.Output), calls.Sum(node => node.TotalCostUsd ?? 0));

    private static bool HasUsage(TraceNode node) => node.Usage.Input is > 0 || node.Usage.Output is > 0;

    private static long Total(IEnumerable<TraceNode> nodes, Func<TraceNode, long?> count) =>
        nodes.Aggregate(0L, (sum, node) => sum + Math.Clamp(count(node) ?? 0, 0, long.MaxValue - sum));

    /// <summary>What the spans that count say; zero where all others say zero, and null where nobody says what is known. Counts that somebody made up do not run over.</summary>
    private static long? Sum(List<TraceNode> spans, List<TraceNode> counted, Func<TraceNode, long?> count)
    {
        long? sum = spans.Exists(node => count(node) == 0) && !spans.Exists(node => count(node) > 0) ? 0 : null;
        foreach (var node in counted)
        {
            sum = count(node) is { } more ? (sum ?? 0) + Math.Clamp(more, 0, long.MaxValue - (sum ?? 0)) : sum;
        }

        return sum;
    }

    private static decimal? Sum(List<TraceNode> spans, List<TraceNode> counted, Func<TraceNode, decimal?> amount)
    {
        decimal? sum = spans.Exists(node => amount(node) == 0) && !spans.Exists(node => amount(node) > 0) ? 0 : null;
        foreach (var node in counted)
        {
            sum = amount(node) is { } more ? (sum ?? 0) + more : sum;
        }

        return sum;
    }

    private static int Weight(SpanLevel level) => level switch
    {
        SpanLevel.Debug => 0,
        SpanLevel.Warning => 2,
        SpanLevel.Error => 3,
        _ => 1,
    };
}
