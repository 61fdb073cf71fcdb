using System.Collections.Frozen;
using Tracehouse.Records;

namespace Tracehouse.Ingest.GenAi.Words;

/// <summary>The words that conventions have for what a span stands for. No word means two things, so one table serves all.</summary>
internal static class KindWords
{
    private static readonly FrozenDictionary<string, SpanKind> Kinds = Table(
        (SpanKind.Span, "span prompt parser plan memory memory_operation generic processor_run model_chunk"),
        (SpanKind.Generation, "generation llm chat chat_model completion text_completion chat.completions text.completions "
            + "generate_content generate image_generation speech transcription model background-model model_inference realtime "
            + "ai.generateText.doGenerate ai.streamText.doStream ai.generateObject.doGenerate ai.streamObject.doStream "
            + "ai.generateSpeech.doGenerate ai.transcribe.doGenerate ai.generateImage.doGenerate"),
        (SpanKind.Event, "event"),
        (SpanKind.Agent, "agent agent_run invoke_agent create_agent handle_conversation_turn"),
        (SpanKind.Tool, "tool tool.v2 tool_call mcp_tool_call client_tool_call provider_tool_call execute_tool ai.toolCall"),
        (SpanKind.Chain, "chain flow flowStep workflow task model_generation model_step agent_step workflow_run workflow_step workflow_conditional "
            + "workflow_conditional_eval workflow_parallel workflow_loop workflow_sleep workflow_wait_event invoke_workflow orchestrate_tools graph_action executor "
            + "ai.generateText ai.streamText ai.generateObject ai.streamObject ai.embed ai.embedMany ai.rerank ai.generateSpeech ai.transcribe ai.generateImage"),
        (SpanKind.Retriever, "retriever retrieval reranker rerank ai.rerank.doRerank search_memory rag_retrieval"),
        (SpanKind.Evaluator, "evaluator evaluation scorer_run scorer_step"),
        (SpanKind.Embedding, "embedding embeddings embedder indexer rag_embedding ai.embed.doEmbed ai.embedMany.doEmbed"),
        (SpanKind.Guardrail, "guardrail"));

    /// <summary>False when no convention has this word.</summary>
    public static bool TryRead(string word, out SpanKind kind) => Kinds.TryGetValue(word, out kind);

    private static FrozenDictionary<string, SpanKind> Table(params (SpanKind Kind, string Words)[] rows) => rows
        .SelectMany(row => row.Words.Split(' ').Select(word => KeyValuePair.Create(word, row.Kind)))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
