using Tracehouse.Ingest.GenAi.Fields;

namespace Tracehouse.Ingest.GenAi.Conventions;

/// <summary>Mastra, which puts what goes in and out under the name of the kind.</summary>
internal static class Mastra
{
    private static readonly string[] Types =
    [
        "agent_run", "model_generation", "model_step", "model_inference", "model_chunk", "tool_call", "mcp_tool_call", "client_tool_call", "provider_tool_call",
        "workflow_run", "workflow_step", "workflow_conditional", "workflow_conditional_eval", "workflow_parallel", "workflow_loop", "workflow_sleep",
        "workflow_wait_event", "processor_run", "memory_operation", "rag_ingestion", "rag_embedding", "rag_vector_operation", "scorer_run", "scorer_step",
        "graph_action", "generic",
    ];

    public static Convention Convention { get; } = new("Mastra",
    [
        new("mastra.span.type", Field.Kind, 50),
        new("mastra.metadata.sessionId", Field.Session, 80),
        new("mastra.metadata.threadId", Field.Session, 81),
        new("mastra.metadata.userId", Field.User, 80),
        new("mastra.metadata.resourceId", Field.User, 81),
        new("mastra.tags", Field.Tags, 50),
        new("mastra.completion_start_time", Field.FirstTokenTime, 20),
        new("gen_ai.usage.audio_input_tokens", Field.InputAudioTokens, 30),
        new("gen_ai.usage.audio_output_tokens", Field.OutputAudioTokens, 30),
        .. Types.Select(type => new Rule($"mastra.{type}.input", Field.MastraInput, 10)),
        .. Types.Select(type => new Rule($"mastra.{type}.output", Field.MastraOutput, 10)),
    ],
    [
        new("mastra.metadata.", Group.Metadata, 90),
    ]);
}
