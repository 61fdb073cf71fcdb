using Tracehouse.Ingest.GenAi.Fields;

namespace Tracehouse.Ingest.GenAi.Conventions;

/// <summary>Microsoft.Extensions.AI and Semantic Kernel, where they differ from OpenTelemetry's conventions.</summary>
internal static class MicrosoftAi
{
    public static Convention Convention { get; } = new("Microsoft.Extensions.AI and Semantic Kernel",
    [
        new("gen_ai.response.prompt_tokens", Field.InputTokens, 35),
        new("gen_ai.response.completion_tokens", Field.OutputTokens, 35),
        new("gen_ai.usage.input_audio_tokens", Field.InputAudioTokens, 15),
        new("gen_ai.usage.output_audio_tokens", Field.OutputAudioTokens, 15),
        new("gen_ai.usage.input_cached_tokens", Field.CachedTokens, 25),
        new("gen_ai.agent.invocation_input", Field.InputValue, 20),
        new("gen_ai.agent.invocation_output", Field.OutputValue, 20),
        new("gen_ai.response.finish_reason", Field.FinishReason, 15),
    ],
    []);
}
