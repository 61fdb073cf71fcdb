using System.Text.Json;

namespace Tracehouse.Vendors.Langfuse.Ingestion;

/// <summary>Which trace a span belongs to, as other events of the same batch say.</summary>
internal sealed class BatchTraces(JsonElement batch)
{
    private Dictionary<string, string>? _traces;

    /// <summary>Null when no event says.</summary>
    public string? Of(string spanId) => (_traces ??= Read()).GetValueOrDefault(spanId);

    private Dictionary<string, string> Read()
    {
        var traces = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in batch.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("body", out var body) && Text(body, "id") is { } id && Text(body, "traceId") is { } trace)
            {
                traces.TryAdd(id, trace);
            }
        }

        return traces;
    }

    private static string? Text(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
