using Tracehouse.Ingest.GenAi.Fields;

namespace Tracehouse.Ingest.GenAi.Conventions;

/// <summary>MLflow, which writes every value as JSON.</summary>
internal static class MLflow
{
    public static Convention Convention { get; } = new("MLflow",
    [
        new("mlflow.spanType", Field.Kind, 40, IsQuoted: true),
        new("mlflow.llm.model", Field.ModelAsked, 40, IsQuoted: true),
        new("mlflow.llm.provider", Field.Provider, 50, IsQuoted: true),
        new("mlflow.trace.session", Field.Session, 110, IsQuoted: true),
        new("mlflow.trace.user", Field.User, 110, IsQuoted: true),
        new("mlflow.linkedPrompts", Field.PromptLink, 40),
        new("mlflow.chat.tokenUsage", Field.UsageMapLast, 10),
        new("mlflow.llm.cost", Field.CostMap, 30),
        new("mlflow.chat.tools", Field.Tools, 30),
        new("mlflow.spanInputs", Field.MlflowInput, 10),
        new("mlflow.spanOutputs", Field.MlflowOutput, 10),
    ],
    [
        new("mlflow.traceTag.", Group.Tags),
    ]);
}
