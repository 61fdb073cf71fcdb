using Tracehouse.Ingest.GenAi.Fields;

namespace Tracehouse.Ingest.GenAi.Conventions;

/// <summary>OpenLLMetry (Traceloop): its decorators, and the names that its instrumentations used before OpenTelemetry had some.</summary>
internal static class OpenLlmetry
{
    public static Convention Convention { get; } = new("OpenLLMetry",
    [
        new("traceloop.span.kind", Field.Kind, 100),
        new("llm.request.type", Field.Kind, 110),
        new("db.vector.query.top_k", Field.Retrieval, 10),
        new("traceloop.entity.name", Field.ToolName, 50),
        new("traceloop.association.properties.session_id", Field.Session, 60),
        new("traceloop.association.properties.user_id", Field.User, 60),
        new("traceloop.prompt.key", Field.PromptName, 50),
        new("traceloop.prompt.version", Field.PromptVersion, 50),
        new("llm.is_streaming", Field.IsStream, 20),
        new("llm.user", Field.User, 95),

        new("llm.usage.total_tokens", Field.TotalTokens, 30),
        new("gen_ai.usage.cache_read_input_tokens", Field.CachedTokens, 20),
        new("gen_ai.usage.cache_creation_input_tokens", Field.CacheWriteTokens, 30),
        new("gen_ai.usage.reasoning_tokens", Field.ReasoningTokens, 20),

        new("traceloop.entity.input", Field.EntityInput, 10),
        new("traceloop.entity.output", Field.EntityOutput, 10),
        new("mcp.response.value", Field.ToolResult, 60),
    ],
    [
        new("gen_ai.prompt.", Group.Prompts),
        new("gen_ai.completion.", Group.Completions),
        new("traceloop.association.properties.", Group.Metadata, 70),
    ]);
}
