using Tracehouse.Ingest.GenAi.Fields;

namespace Tracehouse.Ingest.GenAi.Conventions;

/// <summary>What the SDKs of OpenAI and Anthropic say of themselves beyond OpenTelemetry's conventions.</summary>
internal static class VendorSdks
{
    public static Convention Convention { get; } = new("OpenAI and Anthropic SDKs",
    [
        new("anthropic.message.stop_reason", Field.FinishReason, 50),
        new("anthropic.usage.cache_creation.ephemeral_1h_input_tokens", Field.CacheWriteHourTokens, 10),
        new("anthropic.tool_result.content", Field.ToolResult, 40),
        new("anthropic.session.id", Field.Session, 106),
    ],
    []);
}
