using Tracehouse.Ingest.GenAi.Fields;

namespace Tracehouse.Ingest.GenAi.Conventions;

/// <summary>LangSmith's exporter for OpenTelemetry. Its <c>session_name</c> is a project and no session.</summary>
internal static class LangSmith
{
    public static Convention Convention { get; } = new("LangSmith",
    [
        new("langsmith.trace.name", Field.Name, 10),
        new("langsmith.span.kind", Field.Kind, 30),
        new("langsmith.metadata.ls_provider", Field.Provider, 70),
        new("metadata.ls_provider", Field.Provider, 72),
        new("langsmith.metadata.ls_model_name", Field.ModelAsked, 95),
        new("langsmith.metadata.session_id", Field.Session, 90),
        new("langsmith.metadata.thread_id", Field.Session, 91),
        new("langsmith.metadata.conversation_id", Field.Session, 92),
        new("langsmith.trace.session_id", Field.Session, 94),
        new("langsmith.metadata.user_id", Field.User, 90),
        new("langsmith.span.tags", Field.Tags, 40),
        new("langsmith.request.streaming", Field.IsStream, 40),
        new("langsmith.usage_metadata", Field.UsageMapLast, 30),
        new("gen_ai.usage.input_token_details", Field.InputTokenMap, 10),
        new("gen_ai.usage.output_token_details", Field.OutputTokenMap, 10),
        new("gen_ai.prompt", Field.GenAiPrompt, 10),
        new("gen_ai.completion", Field.GenAiCompletion, 10),
    ],
    [
        new("langsmith.metadata.", Group.Metadata, 80),
    ]);
}
