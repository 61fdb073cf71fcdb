using Tracehouse.Ingest.GenAi.Fields;

namespace Tracehouse.Ingest.GenAi.Conventions;

/// <summary>Strands Agents, which writes messages as span events in the form of Bedrock's Converse.</summary>
internal static class Strands
{
    public static Convention Convention { get; } = new("Strands",
    [
        new("system_prompt", Field.GenAiSystem, 20, IsQuoted: true),
        new("gen_ai.usage.cache_write_input_tokens", Field.CacheWriteTokens, 32),
        new("gen_ai.server.time_to_first_token", Field.FirstTokenMilliseconds, 30),
    ],
    []);
}
