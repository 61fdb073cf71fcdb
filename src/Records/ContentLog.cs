namespace Tracehouse.Records;

/// <summary>Which events are no work of their own: logs that tell what was said in a call, kept below its span.</summary>
public static class ContentLog
{
    private const string Prefix = "gen_ai.";

    /// <summary>Whether a span of this kind and name is such a log.</summary>
    public static bool Is(SpanKind kind, string name) => kind == SpanKind.Event && name.StartsWith(Prefix, StringComparison.Ordinal);
}
