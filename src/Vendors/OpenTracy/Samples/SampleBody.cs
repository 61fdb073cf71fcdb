using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Datasets.Items;

namespace Tracehouse.Vendors.OpenTracy.Samples;

/// <summary>Datasets and their items in the words of OpenTracy, where an item is a sample.</summary>
internal static class SampleBody
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1_000 };

    public static JsonObject Of(Dataset dataset, long samples) => new()
    {
        ["id"] = dataset.Id,
        ["dataset_id"] = dataset.Id,
        ["name"] = dataset.Name,
        ["description"] = dataset.Description ?? "",
        ["source"] = dataset.Metadata is { ValueKind: JsonValueKind.Object } metadata && metadata.TryGetProperty("source", out var source) ? source.ToString() : "manual",
        ["samples_count"] = samples,
        ["created_at"] = dataset.CreatedAt.UtcDateTime,
        ["updated_at"] = dataset.ChangedAt.UtcDateTime,
    };

    public static JsonObject Of(DatasetItem item) => new()
    {
        ["id"] = item.Id,
        ["sample_id"] = item.Id,
        ["dataset_id"] = item.DatasetId,
        ["input"] = Text(item.Input),
        ["expected_output"] = Text(item.ExpectedOutput ?? item.Output),
        ["metadata"] = item.Metadata is { } metadata ? JsonNode.Parse(metadata.GetRawText(), documentOptions: Deep) : new JsonObject(),
        ["trace_id"] = item.SourceTraceId,
        ["created_at"] = item.CreatedAt.UtcDateTime,
        ["status"] = item.IsArchived ? "rejected" : "approved",
    };

    /// <summary>Null when it is no sample; then the fault names the field.</summary>
    public static DatasetItem? Read(JsonElement sample, string datasetId, out string fault)
    {
        fault = "";
        if (sample.ValueKind != JsonValueKind.Object || !sample.TryGetProperty("input", out var input) || input.ValueKind == JsonValueKind.Null)
        {
            fault = "'samples' holds one without 'input'.";
            return null;
        }

        var expected = sample.TryGetProperty("expected_output", out var given) || sample.TryGetProperty("output", out given) ? given : default;
        return new DatasetItem
        {
            DatasetId = datasetId,
            Input = input.Clone(),
            ExpectedOutput = expected.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : expected.Clone(),
            Metadata = sample.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object ? metadata.Clone() : null,
            SourceTraceId = sample.TryGetProperty("trace_id", out var trace) && trace.ValueKind == JsonValueKind.String && trace.GetString()!.Length > 0 ? trace.GetString() : null,
        };
    }

    private static string? Text(JsonElement? value) => value is not { } given ? null : given.ValueKind == JsonValueKind.String ? given.GetString() : given.GetRawText();
}
