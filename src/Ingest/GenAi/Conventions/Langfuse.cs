using Tracehouse.Ingest.GenAi.Fields;

namespace Tracehouse.Ingest.GenAi.Conventions;

/// <summary>Langfuse's SDKs, third version and later.</summary>
internal static class Langfuse
{
    public static Convention Convention { get; } = new("Langfuse",
    [
        new("langfuse.observation.type", Field.Kind, 10),
        new("langfuse.observation.model.name", Field.ModelAsked, 10),
        new("langfuse.trace.name", Field.TraceName, 10),
        new("langfuse.session.id", Field.Session, 20),
        new("langfuse.observation.metadata.langfuse_session_id", Field.Session, 35),
        new("langfuse.trace.metadata.langfuse_session_id", Field.Session, 36),
        new("langfuse.user.id", Field.User, 20),
        new("langfuse.observation.metadata.langfuse_user_id", Field.User, 35),
        new("langfuse.trace.metadata.langfuse_user_id", Field.User, 36),
        new("langfuse.trace.tags", Field.Tags, 10),
        new("langfuse.tags", Field.Tags, 15),
        new("langfuse.environment", Field.Environment, 10),
        new("langfuse.release", Field.Release, 10),
        new("langfuse.version", Field.Version, 10),
        new("langfuse.observation.level", Field.Level, 10),
        new("langfuse.observation.status_message", Field.StatusMessage, 10),
        new("langfuse.observation.prompt.name", Field.PromptName, 10),
        new("langfuse.observation.prompt.version", Field.PromptVersion, 10),
        new("langfuse.prompt.name", Field.PromptName, 15),
        new("langfuse.prompt.version", Field.PromptVersion, 15),
        new("langfuse.observation.completion_start_time", Field.FirstTokenTime, 10, IsQuoted: true),
        new("langfuse.observation.usage_details", Field.UsageMap, 10),
        new("langfuse.observation.cost_details", Field.CostMap, 10),
        new("langfuse.observation.model.parameters", Field.ParameterMap, 10),
        new("langfuse.observation.metadata.ls_provider", Field.Provider, 75),
        new("langfuse.observation.metadata", Field.Metadata, 5),
        new("langfuse.metadata", Field.Metadata, 6),
        new("langfuse.trace.metadata", Field.Metadata, 7),
        new("langfuse.observation.input", Field.LangfuseInput, 10),
        new("langfuse.observation.output", Field.LangfuseOutput, 10),
    ],
    [
        new("langfuse.observation.metadata.", Group.Metadata, 10),
        new("langfuse.metadata.", Group.Metadata, 20),
        new("langfuse.trace.metadata.", Group.Metadata, 30),
    ]);
}
