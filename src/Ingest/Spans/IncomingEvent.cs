using System.Text.Json;

namespace Tracehouse.Ingest.Spans;

/// <summary>Something that happened at a moment within a span.</summary>
public sealed record IncomingEvent
{
    public required string Name { get; init; }

    public required DateTimeOffset Time { get; init; }

    public IncomingAttributes Attributes { get; init; } = IncomingAttributes.None;

    /// <summary>What a log said in its body; null for an event of the span itself.</summary>
    public AttributeValue? Body { get; init; }

    /// <summary>Writes events as the JSON array in which they are kept.</summary>
    public static void WriteJson(Utf8JsonWriter json, IEnumerable<IncomingEvent> events)
    {
        json.WriteStartArray();
        foreach (var each in events)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, each.Name);
            json.WriteString("time"u8, each.Time);
            json.WritePropertyName("attributes"u8);
            each.Attributes.WriteJson(json);
            if (each.Body is { } body)
            {
                json.WritePropertyName("body"u8);
                body.WriteJson(json);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
