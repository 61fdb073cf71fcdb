namespace Tracehouse.Observations;

/// <summary>
/// The attributes that observations are told in: those of OpenTelemetry's GenAI conventions where there are any, Langfuse's for the rest, because more
/// backends understand them than any other.
/// </summary>
internal static class AttributeNames
{
    public const string Kind = "langfuse.observation.type";
    public const string Input = "langfuse.observation.input";
    public const string Output = "langfuse.observation.output";
    public const string Level = "langfuse.observation.level";
    public const string StatusMessage = "langfuse.observation.status_message";
    public const string Metadata = "langfuse.observation.metadata.";
    public const string ModelParameters = "langfuse.observation.model.parameters";
    public const string Cost = "langfuse.observation.cost_details";
    public const string FirstTokenTime = "langfuse.observation.completion_start_time";
    public const string PromptName = "langfuse.observation.prompt.name";
    public const string PromptVersion = "langfuse.observation.prompt.version";
    public const string Version = "langfuse.version";
    public const string Release = "langfuse.release";
    public const string Environment = "langfuse.environment";

    public const string TraceName = "langfuse.trace.name";
    public const string TraceInput = "langfuse.trace.input";
    public const string TraceOutput = "langfuse.trace.output";
    public const string TraceTags = "langfuse.trace.tags";
    public const string TraceMetadata = "langfuse.trace.metadata.";
    public const string TracePublic = "langfuse.trace.public";
    public const string User = "user.id";
    public const string Session = "session.id";

    public const string ModelAsked = "gen_ai.request.model";
    public const string ModelAnswered = "gen_ai.response.model";
    public const string Provider = "gen_ai.provider.name";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string CachedTokens = "gen_ai.usage.cache_read.input_tokens";
    public const string CacheWriteTokens = "gen_ai.usage.cache_creation.input_tokens";
    public const string ReasoningTokens = "gen_ai.usage.reasoning.output_tokens";

    /// <summary>Says which payloads were cut, and where.</summary>
    public const string Cut = "tracehouse.cut";

    private static readonly string[] Kinds = ["span", "generation", "event", "agent", "tool", "chain", "retriever", "evaluator", "embedding", "guardrail"];
    private static readonly string[] Levels = ["DEBUG", "DEFAULT", "WARNING", "ERROR"];

    public static string Of(ObservationKind kind) => (uint)kind < Kinds.Length ? Kinds[(int)kind] : Kinds[0];

    public static string Of(ObservationLevel level) => (uint)level < Levels.Length ? Levels[(int)level] : Levels[1];
}
