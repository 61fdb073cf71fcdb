using Tracehouse.Ingest.GenAi.Fields;

namespace Tracehouse.Ingest.GenAi.Conventions;

/// <summary>OpenLIT, where it says more than OpenTelemetry's conventions.</summary>
internal static class OpenLit
{
    public static Convention Convention { get; } = new("OpenLIT",
    [
        new("gen_ai.usage.cost", Field.CostTotal, 30),
        new("gen_ai.request.is_stream", Field.IsStream, 30),
        new("gen_ai.environment", Field.Environment, 20),
        new("gen_ai.tool.args", Field.ToolArguments, 15),
        new("gen_ai.usage.prompt_tokens_details.cached_tokens", Field.CachedTokens, 35),
        new("gen_ai.usage.prompt_tokens_details.audio_tokens", Field.InputAudioTokens, 35),
        new("gen_ai.usage.completion_tokens_details.reasoning_tokens", Field.ReasoningTokens, 35),
        new("gen_ai.usage.completion_tokens_details.audio_tokens", Field.OutputAudioTokens, 35),
    ],
    []);
}
