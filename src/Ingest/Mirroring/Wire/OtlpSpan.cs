using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Records;

namespace Tracehouse.Ingest.Mirroring.Wire;

/// <summary>
/// A record as one element of an export request in protobuf (opentelemetry-proto, trace.proto), with the attributes of OpenTelemetry's conventions for GenAI, and those
/// of Langfuse for what they have no name for. Such elements can stand one behind the other.
/// </summary>
internal static class OtlpSpan
{
    private const string Source = "tracehouse.source";
    private const int Attributes = 9;
    private const int StatusOk = 1;
    private const int StatusError = 2;
    private const int Client = 3;
    private const int Internal = 1;
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1_000 };

    /// <summary>What stands in the attributes of a record that came from a mirror.</summary>
    public static ReadOnlySpan<byte> Mark => "\"tracehouse.source\""u8;

    public static ReadOnlyMemory<byte> Encode(SpanRecord record)
    {
        var to = new ProtoWriter();
        var resourceSpans = to.Begin(1);
        var resource = to.Begin(1);
        var about = new OtlpAttributes(to, 1);
        about.Say("service.name", record.ServiceName ?? "tracehouse");
        about.Say("service.version", record.Release);
        about.Say("deployment.environment.name", record.Environment);
        to.End(resource);
        var scopeSpans = to.Begin(2);
        var scope = to.Begin(1);
        to.Text(1, record.Scope ?? "tracehouse");
        to.End(scope);
        var span = to.Begin(2);
        WriteSpan(to, record);
        to.End(span);
        to.End(scopeSpans);
        to.End(resourceSpans);
        return to.Written;
    }

    private static void WriteSpan(ProtoWriter to, SpanRecord record)
    {
        to.Data(1, OtlpId.OfTrace(record.TraceId.Value));
        to.Data(2, OtlpId.OfSpan(record.SpanId.Value));
        if (record.ParentSpanId is { } parent)
        {
            to.Data(4, OtlpId.OfSpan(parent.Value));
        }

        to.Text(5, record.Name);
        to.Number(6, record.Kind == SpanKind.Generation ? Client : Internal);
        to.Fixed(7, Nanoseconds(record.StartTime));
        to.Fixed(8, Nanoseconds(record.StartTime + record.Duration));
        var attributes = new OtlpAttributes(to, Attributes);
        WriteFacts(attributes, record);
        WritePayload(to, attributes, record.Payload);
        var status = to.Begin(15);
        to.Text(2, record.Error?.Message ?? "");
        to.Number(3, record.Status == SpanStatus.Success ? StatusOk : StatusError);
        to.End(status);
    }

    private static void WriteFacts(OtlpAttributes to, SpanRecord record)
    {
        to.Say("langfuse.observation.type", record.Kind.ToString().ToLowerInvariant());
        to.Say("gen_ai.operation.name", record.Kind switch { SpanKind.Generation => "chat", SpanKind.Tool => "execute_tool", SpanKind.Agent => "invoke_agent", SpanKind.Embedding => "embeddings", _ => null });
        to.Say("gen_ai.request.model", record.ModelAsked.Length > 0 ? record.ModelAsked : record.Model);
        to.Say("gen_ai.response.model", record.Model);
        to.Say("gen_ai.provider.name", record.Provider);
        to.Count("gen_ai.usage.input_tokens", record.Usage.Input);
        to.Count("gen_ai.usage.output_tokens", record.Usage.Output);
        to.Count("gen_ai.usage.cache_read.input_tokens", record.Usage.CachedInput);
        to.Count("gen_ai.usage.reasoning.output_tokens", record.Usage.Reasoning);
        to.Say("gen_ai.response.finish_reasons", record.FinishReason is { } reason ? [reason] : []);
        to.Count("http.response.status_code", record.HttpStatus);
        to.Say("error.type", record.Status == SpanStatus.Success ? null : record.Error?.Type);
        to.Say("session.id", record.SessionId);
        to.Say("user.id", record.UserId);
        to.Say("langfuse.trace.name", record.TraceName);
        to.Say("langfuse.trace.tags", record.Tags);
        to.Say("langfuse.environment", record.Environment);
        to.Say("langfuse.release", record.Release);
        to.Say("langfuse.version", record.Version);
        to.Say("langfuse.observation.level", record.Level == SpanLevel.Default ? null : record.Level.ToString().ToUpperInvariant());
        to.Say("langfuse.observation.prompt.name", record.PromptName);
        to.Say("langfuse.observation.prompt.version", record.PromptVersion);
        to.Say(Source, record.Source);
        to.Say("tracehouse.project", record.Project.Value);
        if (record.TimeToFirstToken is { } first)
        {
            to.Say("gen_ai.response.time_to_first_chunk", first.TotalSeconds);
        }

        if (record.Cost is { } cost)
        {
            to.Say("langfuse.observation.cost_details", new JsonObject { ["input"] = cost.InputUsd, ["output"] = cost.OutputUsd, ["total"] = cost.TotalUsd }.ToJsonString());
        }

        foreach (var (name, id, isTrace) in new[] { ("tracehouse.trace_id", record.TraceId.Value, true), ("tracehouse.span_id", record.SpanId.Value, false) })
        {
            to.Say(name, OtlpId.IsOwn(id, isTrace) ? null : id);
        }
    }

    private static void WritePayload(ProtoWriter writer, OtlpAttributes to, SpanPayload payload)
    {
        to.Say("langfuse.observation.input", (payload.InputMessages.IsEmpty ? payload.InputText : payload.InputMessages).Bytes.Span);
        to.Say("langfuse.observation.output", (payload.OutputMessages.IsEmpty ? payload.OutputText : payload.OutputMessages).Bytes.Span);
        to.Say("langfuse.observation.model.parameters", payload.Parameters.Bytes.Span);
        foreach (var (name, value) in Properties(payload.Metadata))
        {
            to.Say($"langfuse.observation.metadata.{name}", value);
        }

        foreach (var (name, value) in Properties(payload.Attributes))
        {
            to.Say(name, value);
        }

        WriteEvents(writer, payload.Events);
    }

    private static void WriteEvents(ProtoWriter to, Utf8Text events)
    {
        using var json = Parse(events);
        if (json?.RootElement.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var happened in json.RootElement.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object))
        {
            var one = to.Begin(11);
            to.Fixed(1, happened.TryGetProperty("time", out var time) && time.TryGetDateTimeOffset(out var at) ? Nanoseconds(at) : 0);
            to.Text(2, happened.TryGetProperty("name", out var name) ? name.GetString() ?? "" : "");
            var about = new OtlpAttributes(to, 3);
            foreach (var property in happened.TryGetProperty("attributes", out var attributes) && attributes.ValueKind == JsonValueKind.Object ? attributes.EnumerateObject().ToList() : [])
            {
                about.Say(property.Name, property.Value);
            }

            to.End(one);
        }
    }

    private static List<(string Name, JsonElement Value)> Properties(Utf8Text text)
    {
        using var json = Parse(text);
        return json?.RootElement.ValueKind == JsonValueKind.Object ? [.. json.RootElement.Clone().EnumerateObject().Select(property => (property.Name, property.Value))] : [];
    }

    private static JsonDocument? Parse(Utf8Text text)
    {
        try
        {
            return text.IsEmpty ? null : JsonDocument.Parse(text.Bytes, Deep);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ulong Nanoseconds(DateTimeOffset time) => (ulong)Math.Max(0, (time - DateTimeOffset.UnixEpoch).Ticks) * 100;
}
