using Tracehouse.Ingest.GenAi.Fields;

namespace Tracehouse.Ingest.GenAi.Conventions;

/// <summary>OpenTelemetry's own conventions for GenAI, old names and new; its events are read elsewhere.</summary>
internal static class OpenTelemetry
{
    public static Convention Convention { get; } = new("OpenTelemetry GenAI",
    [
        new("gen_ai.operation.name", Field.Kind, 80),
        new("gen_ai.operation.name", Field.Operation, 10),
        new("gen_ai.request.model", Field.ModelAsked, 20),
        new("gen_ai.response.model", Field.ModelAnswered, 10),
        new("gen_ai.provider.name", Field.Provider, 10),
        new("gen_ai.system", Field.Provider, 20),
        new("gen_ai.tool.name", Field.ToolName, 10),
        new("gen_ai.tool.call.id", Field.ToolCallId, 10),
        new("gen_ai.agent.name", Field.AgentName, 10),
        new("gen_ai.conversation.id", Field.Session, 30),
        new("session.id", Field.Session, 10),
        new("user.id", Field.User, 10),
        new("enduser.id", Field.User, 30),
        new("gen_ai.prompt.name", Field.PromptName, 30),
        new("gen_ai.prompt.version", Field.PromptVersion, 30),
        new("error.type", Field.ErrorType, 10),
        new("error.message", Field.ErrorMessage, 20),
        new("http.response.status_code", Field.HttpStatus, 10),
        new("http.status_code", Field.HttpStatus, 20),
        new("gen_ai.request.stream", Field.IsStream, 10),
        new("gen_ai.response.finish_reasons", Field.FinishReason, 10),
        new("gen_ai.response.time_to_first_chunk", Field.FirstTokenSeconds, 10),
        new("gen_ai.client.operation.time_to_first_chunk", Field.FirstTokenSeconds, 20),

        new("gen_ai.usage.input_tokens", Field.InputTokens, 20),
        new("gen_ai.usage.prompt_tokens", Field.InputTokens, 30),
        new("gen_ai.usage.output_tokens", Field.OutputTokens, 20),
        new("gen_ai.usage.completion_tokens", Field.OutputTokens, 30),
        new("gen_ai.usage.total_tokens", Field.TotalTokens, 10),
        new("gen_ai.usage.cache_read.input_tokens", Field.CachedTokens, 10),
        new("gen_ai.usage.cache_write.input_tokens", Field.CacheWriteTokens, 10),
        new("gen_ai.usage.cache_creation.input_tokens", Field.CacheWriteTokens, 20),
        new("gen_ai.usage.reasoning.output_tokens", Field.ReasoningTokens, 10),
        new("gen_ai.usage.audio.input_tokens", Field.InputAudioTokens, 10),
        new("gen_ai.usage.audio.output_tokens", Field.OutputAudioTokens, 10),
        new("gen_ai.usage.image.input_tokens", Field.InputImageTokens, 10),
        new("gen_ai.usage.image.output_tokens", Field.OutputImageTokens, 10),

        new("gen_ai.input.messages", Field.GenAiInput, 10),
        new("gen_ai.output.messages", Field.GenAiOutput, 10),
        new("gen_ai.system_instructions", Field.GenAiSystem, 10),
        new("gen_ai.tool.definitions", Field.Tools, 10),
        new("gen_ai.tool.call.arguments", Field.ToolArguments, 10),
        new("gen_ai.tool.call.result", Field.ToolResult, 10),
        new("gen_ai.retrieval.query.text", Field.Query, 10),
        new("gen_ai.retrieval.documents", Field.Documents, 10),
    ],
    [
        new("gen_ai.request.", Group.Parameters, 10),
        new("gen_ai.usage.", Group.Usage),
    ]);
}
