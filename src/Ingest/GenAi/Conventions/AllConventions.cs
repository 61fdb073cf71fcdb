using Tracehouse.Ingest.GenAi.Fields;

namespace Tracehouse.Ingest.GenAi.Conventions;

/// <summary>Every convention that is understood. Their order says nothing; the ranks of their rules do.</summary>
internal static class AllConventions
{
    public static IReadOnlyList<Convention> List { get; } =
    [
        OpenTelemetry.Convention, OpenInference.Convention, OpenLlmetry.Convention, Langfuse.Convention, VercelAi.Convention, LangSmith.Convention,
        MLflow.Convention, Logfire.Convention, Genkit.Convention, Mastra.Convention, OpenLit.Convention, Laminar.Convention, Strands.Convention,
        GoogleAdk.Convention, MicrosoftAi.Convention, VendorSdks.Convention,
    ];

    public static RuleTable Table { get; } = new(List);
}
