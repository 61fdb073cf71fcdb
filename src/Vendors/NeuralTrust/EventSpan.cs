using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Vendors.NeuralTrust;

/// <summary>An event as a span: its interaction is the trace, its conversation the session.</summary>
internal static class EventSpan
{
    public const string Source = "neuraltrust";

    private const int Internal = 1;
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IncomingSpan From(TracedEvent traced) => new()
    {
        TraceId = traced.InteractionId,
        SpanId = traced.EventId,
        ParentSpanId = traced.ParentId,
        Name = traced.Task,
        Source = Source,
        Kind = Internal,
        StartTime = traced.Start,
        EndTime = traced.End,
        Attributes = new IncomingAttributes([.. Attributes(traced)]),
        Events = [],
        Scope = IncomingScope.Unknown,
        Resource = IncomingAttributes.None,
    };

    private static IEnumerable<KeyValuePair<string, AttributeValue>> Attributes(TracedEvent traced)
    {
        var fields = new (string Name, string? Value)[]
        {
            ("langfuse.observation.type", KindOf(traced.Task)),
            ("langfuse.observation.input", traced.Input),
            ("langfuse.observation.output", traced.Output),
            ("langfuse.session.id", traced.ConversationId),
            ("langfuse.user.id", traced.UserId),
        };
        foreach (var (name, value) in fields)
        {
            if (value is not null)
            {
                yield return new(name, AttributeValue.From(value));
            }
        }

        foreach (var (name, value) in traced.Metadata)
        {
            yield return new($"langfuse.observation.metadata.{name}", AttributeValue.From(value is JsonValue word && word.TryGetValue<string>(out var text) ? text : value!.ToJsonString(Readable)));
        }
    }

    private static string KindOf(string task) => task.ToLowerInvariant() switch
    {
        "message" => "chain",
        "tool" => "tool",
        "agent" => "agent",
        "retrieval" => "retriever",
        "generation" => "generation",
        "event" or "system" or "custom" => "event",
        _ => "span",
    };
}
