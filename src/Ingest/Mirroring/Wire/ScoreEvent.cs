using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Tracehouse.Records;

namespace Tracehouse.Ingest.Mirroring.Wire;

/// <summary>A score as a batch of one event of Langfuse's ingestion, about the same ids that its trace and span are sent with.</summary>
internal static class ScoreEvent
{
    /// <summary>What is attached to a score that came from a mirror, so that it does not go round.</summary>
    public const string Mark = "tracehouse.mirrored";

    public static ReadOnlyMemory<byte> Encode(ScoreRecord score)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            var time = score.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            json.WriteStartObject();
            json.WriteStartArray("batch");
            json.WriteStartObject();
            json.WriteString("id", score.Id);
            json.WriteString("type", "score-create");
            json.WriteString("timestamp", time);
            json.WriteStartObject("body");
            WriteBody(json, score, time);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.WrittenMemory;
    }

    private static void WriteBody(Utf8JsonWriter json, ScoreRecord score, string time)
    {
        json.WriteString("id", score.Id);
        json.WriteString("name", score.Name);
        json.WriteString("timestamp", time);
        json.WriteString("dataType", score.Type.ToString().ToUpperInvariant());
        Write("traceId", score.TraceId is { } trace ? Convert.ToHexStringLower(OtlpId.OfTrace(trace.Value)) : null);
        Write("observationId", score.SpanId is { } span ? Convert.ToHexStringLower(OtlpId.OfSpan(span.Value)) : null);
        Write("sessionId", score.SessionId);
        Write("comment", score.Comment);
        Write("environment", score.Environment);
        if (score.Type is ScoreType.Numeric or ScoreType.Boolean)
        {
            json.WriteNumber("value", score.Value ?? 0);
        }
        else
        {
            json.WriteString("value", score.StringValue);
        }

        json.WriteStartObject("metadata");
        json.WriteBoolean(Mark, true);
        json.WriteString("tracehouse.source", score.Source);
        if (score.Metadata is { } metadata)
        {
            json.WriteString("tracehouse.metadata", metadata);
        }

        json.WriteEndObject();

        void Write(string name, string? text)
        {
            if (text is not null)
            {
                json.WriteString(name, text);
            }
        }
    }
}
