using Tracehouse.Ingest.GenAi.Fields;

namespace Tracehouse.Ingest.GenAi.Conventions;

/// <summary>Vercel's AI SDK, versions 4 to 6; the seventh writes OpenTelemetry's names and a few of its own.</summary>
internal static class VercelAi
{
    public static Convention Convention { get; } = new("Vercel AI SDK",
    [
        new("ai.operationId", Field.Kind, 70),
        new("ai.operationId", Field.Operation, 20),
        new("ai.model.id", Field.ModelAsked, 90),
        new("ai.response.model", Field.ModelAnswered, 30),
        new("ai.model.provider", Field.Provider, 60),
        new("ai.toolCall.name", Field.ToolName, 40),
        new("ai.toolCall.id", Field.ToolCallId, 40),
        new("ai.telemetry.metadata.sessionId", Field.Session, 40),
        new("ai.settings.context.sessionId", Field.Session, 50),
        new("ai.telemetry.metadata.userId", Field.User, 40),
        new("ai.settings.context.userId", Field.User, 50),
        new("ai.telemetry.metadata.tags", Field.Tags, 30),
        new("ai.telemetry.metadata.langfusePrompt", Field.PromptLink, 20),
        new("ai.response.finishReason", Field.FinishReason, 40),
        new("ai.finishReason", Field.FinishReason, 45),
        new("ai.response.msToFirstChunk", Field.FirstTokenMilliseconds, 10),
        new("ai.stream.msToFirstChunk", Field.FirstTokenMilliseconds, 20),

        new("ai.usage.inputTokens", Field.InputTokens, 50),
        new("ai.usage.promptTokens", Field.InputTokens, 60),
        new("ai.usage.tokens", Field.InputTokens, 70),
        new("ai.usage.outputTokens", Field.OutputTokens, 50),
        new("ai.usage.completionTokens", Field.OutputTokens, 60),
        new("ai.usage.totalTokens", Field.TotalTokens, 40),
        new("ai.usage.inputTokenDetails.cacheReadTokens", Field.CachedTokens, 50),
        new("ai.usage.cachedInputTokens", Field.CachedTokens, 60),
        new("ai.usage.inputTokenDetails.cacheWriteTokens", Field.CacheWriteTokens, 50),
        new("ai.usage.outputTokenDetails.reasoningTokens", Field.ReasoningTokens, 50),
        new("ai.usage.reasoningTokens", Field.ReasoningTokens, 60),
        new("ai.response.providerMetadata", Field.ProviderMetadata, 10),

        new("ai.prompt.messages", Field.AiPromptMessages, 10),
        new("ai.prompt", Field.AiPrompt, 10),
        new("ai.value", Field.AiValues, 10),
        new("ai.values", Field.AiValues, 20),
        new("ai.prompt.tools", Field.Tools, 20),
        new("ai.prompt.toolChoice", Field.ToolChoice, 10),
        new("ai.response.text", Field.AiText, 10),
        new("ai.result.text", Field.AiText, 20),
        new("ai.response.reasoning", Field.AiReasoning, 10),
        new("ai.response.object", Field.AiObject, 10),
        new("ai.result.object", Field.AiObject, 20),
        new("ai.response.toolCalls", Field.AiToolCalls, 10),
        new("ai.result.toolCalls", Field.AiToolCalls, 20),
        new("ai.toolCall.args", Field.ToolArguments, 20),
        new("ai.toolCall.result", Field.ToolResult, 20),
    ],
    [
        new("ai.settings.context.", Group.Metadata, 60),
        new("ai.telemetry.metadata.", Group.Metadata, 50),
        new("ai.settings.", Group.Parameters, 20),
    ]);
}
