using System.Text.Json;
using Tracehouse.Query.Http;
using Tracehouse.Query.Spans;
using Tracehouse.Records;

namespace Tracehouse.Vendors.Langfuse.Ingestion;

/// <summary>Which trace a span belongs to, as other events of the same batch say, or else what was said of it before.</summary>
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

    /// <summary>Looks for spans that are changed by events which do not name their traces. A store that is away keeps nobody from telling of spans.</summary>
    public async Task LookUpAsync(FindSpan places, ProjectId project, CancellationToken stop)
    {
        var known = _traces ??= Read();
        var wanted = batch.EnumerateArray().Select(ChangedWithoutTrace).OfType<string>().Where(id => !known.ContainsKey(id) && SpanId.TryParse(id, out _)).Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Count == 0)
        {
            return;
        }

        try
        {
            foreach (var (span, trace) in await places.AskAsync(project, wanted, stop))
            {
                known.TryAdd(span, trace);
            }
        }
        catch (Exception cause) when (cause is StoreUnavailableException || StoreFailure.IsRefusal(cause, out _))
        {
            // They become traces of their own, as they would had nobody told of them before.
        }
    }

    private static string? ChangedWithoutTrace(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && Text(item, "type")?.EndsWith("-update", StringComparison.Ordinal) == true && item.TryGetProperty("body", out var body) && Text(body, "traceId") is null
            ? Text(body, "id")
            : null;

    private static string? Text(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
