using Tracehouse.Ingest.GenAi.Fields;
using Tracehouse.Ingest.GenAi.Words;
using Tracehouse.Records;

namespace Tracehouse.Ingest.GenAi.Facts;

/// <summary>What a span stands for.</summary>
internal static class KindReader
{
    public static SpanKind Read(SpanDraft draft)
    {
        if (draft.Read(Field.Kind) is { } word && KindWords.TryRead(word, out var kind))
        {
            // Old SDKs of Langfuse say "span" of everything.
            return kind == SpanKind.Span && draft.KeyOf(Field.ModelAsked) == "langfuse.observation.model.name" ? SpanKind.Generation : kind;
        }

        // An operation that nobody knows is just work, whatever else the span says.
        return draft.Has(Field.Retrieval) ? SpanKind.Retriever
            : draft.KeyOf(Field.ToolName) == "gen_ai.tool.name" || draft.Has(Field.ToolCallId) ? SpanKind.Tool
            : draft.Has(Field.Operation) ? SpanKind.Span
            : draft.Has(Field.ModelAsked) || draft.Has(Field.ModelAnswered) ? SpanKind.Generation
            : SpanKind.Span;
    }

    /// <summary>Whether what the span says it spent was spent by spans below it, as far as can be told from it alone.</summary>
    public static bool RepeatsUsage(SpanKind kind) => kind is SpanKind.Agent or SpanKind.Chain;
}
