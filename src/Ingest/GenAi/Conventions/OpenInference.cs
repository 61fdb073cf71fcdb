using Tracehouse.Ingest.GenAi.Fields;

namespace Tracehouse.Ingest.GenAi.Conventions;

/// <summary>OpenInference, as Phoenix and many instrumentations write it.</summary>
internal static class OpenInference
{
    public static Convention Convention { get; } = new("OpenInference",
    [
        new("openinference.span.kind", Field.Kind, 20),
        new("llm.request.model_name", Field.ModelAsked, 30),
        new("embedding.model_name", Field.ModelAsked, 50),
        new("reranker.model_name", Field.ModelAsked, 60),
        new("llm.model_name", Field.ModelAsked, 80),
        new("llm.response.model_name", Field.ModelAnswered, 20),
        new("llm.model_name", Field.ModelAnswered, 50),
        new("llm.provider", Field.Provider, 30),
        new("llm.system", Field.Provider, 40),
        new("tool.name", Field.ToolName, 20),
        new("tool_call.id", Field.ToolCallId, 20),
        new("tool.id", Field.ToolCallId, 30),
        new("agent.name", Field.AgentName, 20),
        new("tag.tags", Field.Tags, 20),
        new("metadata", Field.Metadata, 10),
        new("llm.prompt_template.version", Field.PromptVersion, 40),
        new("prompt.id", Field.PromptName, 60),
        new("llm.finish_reason", Field.FinishReason, 30),

        new("llm.token_count.prompt", Field.InputTokens, 40),
        new("llm.token_count.completion", Field.OutputTokens, 40),
        new("llm.token_count.total", Field.TotalTokens, 20),
        new("llm.token_count.prompt_details.cache_read", Field.CachedTokens, 40),
        new("llm.token_count.prompt_details.cache_write", Field.CacheWriteTokens, 40),
        new("llm.token_count.completion_details.reasoning", Field.ReasoningTokens, 40),
        new("llm.token_count.prompt_details.audio", Field.InputAudioTokens, 20),
        new("llm.token_count.completion_details.audio", Field.OutputAudioTokens, 20),
        new("llm.cost.prompt", Field.CostInput, 10),
        new("llm.cost.completion", Field.CostOutput, 10),
        new("llm.cost.total", Field.CostTotal, 20),

        new("llm.invocation_parameters", Field.ParameterMap, 20),
        new("embedding.invocation_parameters", Field.ParameterMap, 30),
        new("input.value", Field.InputValue, 10),
        new("output.value", Field.OutputValue, 10),
        new("tool.parameters", Field.ToolArguments, 40),
        new("reranker.query", Field.Query, 20),
        new("embedding.text", Field.EmbeddedText, 10),
    ],
    [
        new("llm.input_messages.", Group.InputMessages),
        new("llm.output_messages.", Group.OutputMessages),
        new("llm.prompts.", Group.InputMessages),
        new("llm.choices.", Group.OutputMessages),
        new("llm.tools.", Group.Tools),
        new("llm.token_count.", Group.Usage),
        new("retrieval.documents.", Group.Documents),
        new("reranker.output_documents.", Group.Documents),
        new("reranker.input_documents.", Group.Candidates),
        new("embedding.embeddings.", Group.Embeddings),
        new("metadata.", Group.Metadata, 40),
        new("evaluations.", Group.Evaluations),
        new("annotations.", Group.Evaluations),
        new("trace.evaluations.", Group.Evaluations),
        new("trace.annotations.", Group.Evaluations),
        new("session.evaluations.", Group.Evaluations),
        new("session.annotations.", Group.Evaluations),
    ]);
}
