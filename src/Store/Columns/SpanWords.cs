using Tracehouse.Records;

namespace Tracehouse.Store.Columns;

/// <summary>The words that stand in columns for kinds, levels and statuses.</summary>
internal static class SpanWords
{
    private static readonly Dictionary<string, SpanKind> Kinds = Enum.GetValues<SpanKind>().ToDictionary(Of);

    public static string Of(SpanKind kind) => kind switch
    {
        SpanKind.Generation => "generation",
        SpanKind.Event => "event",
        SpanKind.Agent => "agent",
        SpanKind.Tool => "tool",
        SpanKind.Chain => "chain",
        SpanKind.Retriever => "retriever",
        SpanKind.Evaluator => "evaluator",
        SpanKind.Embedding => "embedding",
        SpanKind.Guardrail => "guardrail",
        SpanKind.Trace => "trace",
        _ => "span",
    };

    public static string Of(SpanLevel level) => level switch
    {
        SpanLevel.Debug => "debug",
        SpanLevel.Warning => "warning",
        SpanLevel.Error => "error",
        _ => "default",
    };

    public static string Of(SpanStatus status) => status switch
    {
        SpanStatus.Success => "success",
        SpanStatus.Timeout => "timeout",
        _ => "error",
    };

    public static SpanKind KindOf(string word) => Kinds.GetValueOrDefault(word);

    public static SpanLevel LevelOf(string word) => word switch
    {
        "debug" => SpanLevel.Debug,
        "warning" => SpanLevel.Warning,
        "error" => SpanLevel.Error,
        _ => SpanLevel.Default,
    };

    public static SpanStatus StatusOf(string word) => word switch
    {
        "success" => SpanStatus.Success,
        "timeout" => SpanStatus.Timeout,
        _ => SpanStatus.Error,
    };

    /// <summary>A call that failed is an error for whoever looks for trouble, also when nobody said so.</summary>
    public static SpanLevel LevelOf(SpanRecord record) =>
        record.Level == SpanLevel.Default && record.Status != SpanStatus.Success ? SpanLevel.Error : record.Level;
}
