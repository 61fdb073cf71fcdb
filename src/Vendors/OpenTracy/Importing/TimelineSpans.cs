using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Vendors.OpenTracy.Importing;

/// <summary>The steps of a timeline as spans below their call. What models spent in them stands in the call already, so the steps do not say it again.</summary>
internal static class TimelineSpans
{
    private const int StepsMax = 1_000;
    private const int StatusError = 2;

    public static IEnumerable<IncomingSpan> Of(JsonElement steps, IncomingSpan call)
    {
        if (steps.ValueKind != JsonValueKind.Array)
        {
            yield break;
        }

        var number = 0;
        foreach (var step in steps.EnumerateArray().Where(step => step.ValueKind == JsonValueKind.Object).Take(StepsMax))
        {
            number++;
            yield return From(step, number, call);
        }
    }

    private static IncomingSpan From(JsonElement step, int number, IncomingSpan call)
    {
        var fields = new ItemFields(step, call.StartTime);
        var phase = fields.Text("phase") ?? "step";
        var tool = fields.Text("tool_name");
        var start = fields.TryTime(out var began, "started_at") && began is { } known ? known : call.StartTime;
        var ended = fields.TryTime(out var last, "completed_at") ? last : null;
        var failed = fields.Text("status") is "error" or "failed" || fields.Text("tool_error") is not null;
        return call with
        {
            SpanId = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{call.TraceId}/{number}"))))[..16],
            ParentSpanId = call.SpanId,
            Name = tool ?? phase,
            StartTime = start,
            EndTime = ended ?? start + TimeSpan.FromMilliseconds(Math.Min(fields.Number("duration_ms") ?? 0, 1e11)),
            StatusCode = failed ? StatusError : 0,
            StatusMessage = fields.Text("tool_error"),
            Attributes = new IncomingAttributes([.. Attributes(fields, phase)]),
        };
    }

    private static IEnumerable<KeyValuePair<string, AttributeValue>> Attributes(ItemFields fields, string phase)
    {
        yield return new("langfuse.observation.type", AttributeValue.From(phase == "tool_execution" ? "tool" : "span"));
        foreach (var (name, value) in new[] { ("langfuse.observation.input", fields.Json("tool_input")), ("langfuse.observation.output", fields.Json("tool_output")) })
        {
            if (value.ValueKind != JsonValueKind.Undefined)
            {
                yield return new(name, AttributeValue.From(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()));
            }
        }

        fields.Get("step", "duration_ms");
        foreach (var property in fields.Others)
        {
            yield return new($"langfuse.observation.metadata.{property.Name}", AttributeValue.From(property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText()));
        }
    }
}
