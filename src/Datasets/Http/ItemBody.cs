using System.Text.Json;
using Tracehouse.Datasets.Items;
using Tracehouse.Records;

namespace Tracehouse.Datasets.Http;

/// <summary>
/// Makes an item of what was sent: <c>input</c>, <c>expected_output</c>, <c>output</c>, <c>metadata</c>, <c>comment</c>, <c>is_archived</c>, <c>id</c>; or
/// <c>trace_id</c> with or without <c>span_id</c>, for what was recorded, which the others then change.
/// </summary>
internal sealed class ItemBody(ItemFromSpan spans, ProjectId project, string datasetId)
{
    /// <summary>Null when it is no item; then the fault says why.</summary>
    public async Task<(DatasetItem? Item, string Fault)> ReadAsync(JsonElement body, CancellationToken stop)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return (null, "An item is a JSON object with 'input' and 'expected_output', or with 'trace_id'.");
        }

        if (WordFault(body) is { } fault)
        {
            return (null, fault);
        }

        if (Word(body, "trace_id") is not { Length: > 0 } trace)
        {
            return Has(body, "input") is null
                ? (null, "'input' is missing: what goes in, as any JSON; or name the trace that the item is to be made from as 'trace_id'.")
                : (With(new DatasetItem { DatasetId = datasetId }, body), "");
        }

        var span = Word(body, "span_id") ?? "";
        return await spans.MakeAsync(project, trace, span, datasetId, stop) is { } recorded
            ? (With(recorded, body), "")
            : (null, $"There is no span '{span}' of trace '{trace}' in project '{project}'.");
    }

    /// <summary>A known item with what was sent in its place.</summary>
    public static DatasetItem With(DatasetItem item, JsonElement body) => item with
    {
        Id = Word(body, "id") is { Length: > 0 } id && item.Id.Length == 0 ? id : item.Id,
        Input = Has(body, "input") ?? item.Input,
        Output = Has(body, "output") ?? item.Output,
        ExpectedOutput = Has(body, "expected_output") ?? item.ExpectedOutput,
        Metadata = Has(body, "metadata") ?? item.Metadata,
        Comment = Word(body, "comment") ?? item.Comment,
        IsArchived = body.TryGetProperty("is_archived", out var archived) ? archived.ValueKind == JsonValueKind.True : item.IsArchived,
    };

    /// <summary>What is wrong with the words of an item; null when nothing is.</summary>
    public static string? WordFault(JsonElement body)
    {
        foreach (var name in new[] { "id", "trace_id", "span_id", "comment" })
        {
            if (body.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
            {
                return $"'{name}' must be text.";
            }
        }

        return Word(body, "id") is { Length: > 0 } id && !SpanId.TryParse(id, out _) ? $"'id' must have 1 to {SpanId.LengthMax} visible characters." : null;
    }

    private static JsonElement? Has(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value.Clone() : null;

    private static string? Word(JsonElement body, string name) => body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
