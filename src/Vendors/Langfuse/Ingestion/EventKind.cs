using System.Collections.Frozen;

namespace Tracehouse.Vendors.Langfuse.Ingestion;

/// <summary>What the type of an event says of the span that it is about.</summary>
/// <param name="SpanType">What the span stands for; empty where the body says it.</param>
/// <param name="IsUpdate">Whether it changes a span rather than begins it.</param>
internal readonly record struct EventKind(string SpanType, bool IsUpdate)
{
    public const string Trace = "trace-create";
    public const string Score = "score-create";
    public const string Log = "sdk-log";

    private static readonly FrozenDictionary<string, EventKind> Kinds = Table();

    /// <summary>Every type there is, for whoever sent another.</summary>
    public static string All { get; } = string.Join(", ", [Trace, Score, Log, .. Kinds.Keys.Order(StringComparer.Ordinal)]);

    /// <summary>False when it is no type of an event about a span.</summary>
    public static bool TryFind(string type, out EventKind kind) => Kinds.TryGetValue(type, out kind);

    private static FrozenDictionary<string, EventKind> Table()
    {
        var kinds = new Dictionary<string, EventKind> { ["observation-create"] = new("", false), ["observation-update"] = new("", true) };
        foreach (var word in new[] { "span", "generation", "event", "agent", "tool", "chain", "retriever", "evaluator", "embedding", "guardrail" })
        {
            kinds[$"{word}-create"] = new EventKind(word, false);
            kinds[$"{word}-update"] = new EventKind(word, true);
        }

        return kinds.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
