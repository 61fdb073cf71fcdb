using Tracehouse.Ingest.GenAi.Fields;

namespace Tracehouse.Ingest.GenAi.Conventions;

/// <summary>Logfire's envelope, and Pydantic AI in all of its versions.</summary>
internal static class Logfire
{
    public static Convention Convention { get; } = new("Logfire and Pydantic AI",
    [
        new("logfire.span_type", Field.Pending, 10),
        new("logfire.msg", Field.Name, 20),
        new("logfire.level_num", Field.LevelNumber, 10),
        new("logfire.tags", Field.Tags, 70),
        new("logfire.feedback.name", Field.FeedbackName, 10),
        new("model_name", Field.ModelAsked, 85),
        new("agent_name", Field.AgentName, 30),
        new("gen_ai.usage.details.cache_read_tokens", Field.CachedTokens, 30),
        new("gen_ai.usage.details.cache_write_tokens", Field.CacheWriteTokens, 35),
        new("gen_ai.usage.details.reasoning_tokens", Field.ReasoningTokens, 30),
        new("operation.cost", Field.CostTotal, 40),
        new("model_request_parameters", Field.ParameterMapLast, 10),
        new("pydantic_ai.all_messages", Field.AgentMessages, 10),
        new("all_messages_events", Field.AgentMessages, 20),
        new("final_result", Field.AgentResult, 10),
        new("events", Field.MessageEvents, 10),
        new("tool_arguments", Field.ToolArguments, 30),
        new("tool_response", Field.ToolResult, 30),
    ],
    []);
}
