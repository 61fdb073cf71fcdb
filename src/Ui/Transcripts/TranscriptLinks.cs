namespace Tracehouse.Ui.Transcripts;

/// <summary>Where a transcript's links lead.</summary>
/// <param name="TraceId">The trace.</param>
/// <param name="Scope">The span whose run is told; empty for the whole trace.</param>
public sealed record TranscriptLinks(string TraceId, string Scope = "")
{
    /// <summary>The trace with a span chosen.</summary>
    public string SpanUrl(string spanId) => $"/traces/{Escape(TraceId)}?view=transcript{ScopeParameter}&span={Escape(spanId)}";

    /// <summary>A run within the trace, as a page of its own.</summary>
    public string RunUrl(string spanId) => $"/traces/{Escape(TraceId)}?view=transcript&scope={Escape(spanId)}";

    /// <summary>The steps of a run within the trace, to be put in place.</summary>
    public string RunStepsUrl(string spanId) => $"/ui/traces/{Escape(TraceId)}/transcript?scope={Escape(spanId)}";

    /// <summary>The steps that begin with that one, to be put in place.</summary>
    public string PageUrl(int from) => $"/ui/traces/{Escape(TraceId)}/transcript?from={from}{ScopeParameter}";

    /// <summary>The page whose steps begin with that one.</summary>
    public string WholePageUrl(int from) => $"/traces/{Escape(TraceId)}?view=transcript{ScopeParameter}&from={from}";

    /// <summary>A text in full.</summary>
    public string TextUrl(string spanId, int number) => $"/ui/traces/{Escape($"{TraceId}-{spanId}")}/text/{number}";

    private string ScopeParameter => Scope.Length > 0 ? $"&scope={Escape(Scope)}" : "";

    private static string Escape(string id) => Uri.EscapeDataString(id);
}
