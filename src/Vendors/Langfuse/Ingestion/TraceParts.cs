using Tracehouse.Ingest.Parts;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Ingestion;

/// <summary>Makes of a <c>trace-create</c> what is said of the trace as a whole. It is sent again for every change.</summary>
internal static class TraceParts
{
    /// <summary>Null when a field is wrong.</summary>
    public static SpanPart? From(ProjectId project, IngestionEvent said, out string fault)
    {
        var fields = new JsonFields(said.Body);
        if (!TraceId.TryParse(fields.Text("id") ?? said.Id, out var trace))
        {
            fields.Refuse("id", $"must be 1 to {TraceId.LengthMax} visible characters.");
        }

        var name = fields.Text("name");
        var time = fields.Time("timestamp") ?? said.Time;
        var part = new PartBuilder().Name(name).Start(time)
            .Attribute("langfuse.trace.name", name)
            .Attribute("langfuse.user.id", fields.Text("userId"))
            .Attribute("langfuse.session.id", fields.Text("sessionId"))
            .Attribute("langfuse.release", fields.Version("release"))
            .Attribute("langfuse.version", fields.Version("version"))
            .Attribute("langfuse.environment", EnvironmentName.Of(fields.Text("environment")))
            .Attribute("langfuse.trace.public", fields.Flag("public"))
            .Attribute("langfuse.trace.bookmarked", fields.Flag("bookmarked"))
            .Content("langfuse.observation.input", fields.Any("input"))
            .Content("langfuse.observation.output", fields.Any("output"))
            .Metadata(fields.Any("metadata"))
            .Tags(fields.Words("tags"))
            .OfTrace(project, trace, said.Id, said.Time, isUpdate: false, SourceName.Langfuse);
        fault = fields.Fault;
        return fault.Length > 0 ? null : part;
    }
}
