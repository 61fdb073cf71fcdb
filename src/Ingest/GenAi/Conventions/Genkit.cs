using Tracehouse.Ingest.GenAi.Fields;

namespace Tracehouse.Ingest.GenAi.Conventions;

/// <summary>Genkit, whose names have colons. Its model is "provider/model".</summary>
internal static class Genkit
{
    public const string Name = "genkit:name";

    public static Convention Convention { get; } = new("Genkit",
    [
        new("genkit:metadata:subtype", Field.Kind, 60),
        new("genkit:type", Field.Kind, 61),
        new(Name, Field.ModelKey, 10),
        new(Name, Field.ToolName, 60),
        new("genkit:state", Field.State, 10),
        new("genkit:sessionId", Field.Session, 100),
        new("genkit:input", Field.GenkitInput, 10),
        new("genkit:output", Field.GenkitOutput, 10),
    ],
    []);
}
