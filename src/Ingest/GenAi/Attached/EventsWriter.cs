using Tracehouse.Ingest.GenAi.Messages;
using Tracehouse.Ingest.Spans;
using Tracehouse.Records;

namespace Tracehouse.Ingest.GenAi.Attached;

/// <summary>Writes what happened within a span.</summary>
internal static class EventsWriter
{
    /// <summary>False when not all events fit.</summary>
    public static bool Write(IEnumerable<IncomingEvent> events, int bytesMax, out Utf8Text text)
    {
        using var bytes = JsonBuffer.Rent();
        var isWhole = true;
        var isAny = false;
        using (var json = JsonText.Writer(bytes))
        {
            json.WriteStartArray();
            foreach (var happened in events)
            {
                if (json.BytesCommitted + json.BytesPending > bytesMax)
                {
                    isWhole = false;
                    break;
                }

                isAny = true;
                json.WriteStartObject();
                json.WriteString("name", happened.Name);
                json.WriteString("time", happened.Time);
                json.WritePropertyName("attributes");
                happened.Attributes.WriteJson(json);
                if (happened.Body is { IsEmpty: false } body)
                {
                    json.WritePropertyName("body");
                    body.WriteJson(json);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        text = isAny ? new Utf8Text(bytes.WrittenSpan.ToArray()) : Utf8Text.Empty;
        return isWhole;
    }
}
