using Tracehouse.Ingest.GenAi.Fields;

namespace Tracehouse.Ingest.GenAi.Conventions;

/// <summary>Laminar, which otherwise writes as OpenLLMetry does.</summary>
internal static class Laminar
{
    public static Convention Convention { get; } = new("Laminar",
    [
        new("lmnr.span.type", Field.Kind, 90),
        new("lmnr.association.properties.session_id", Field.Session, 70),
        new("lmnr.association.properties.user_id", Field.User, 70),
        new("lmnr.association.properties.tags", Field.Tags, 60),
        new("lmnr.span.input", Field.LaminarInput, 10),
        new("lmnr.span.output", Field.LaminarOutput, 10),
    ],
    [
        new("lmnr.association.properties.metadata.", Group.Metadata, 100),
    ]);
}
