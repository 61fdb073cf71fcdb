using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tracehouse.Records;

namespace Tracehouse.Ingest.Parts;

/// <summary>What whoever recorded a span knows of it and no attribute says, so that a span that came whole keeps it when more is told of it.</summary>
public sealed record KeptFacts
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1_000, AllowDuplicateProperties = true };

    public string? KeyId { get; init; }

    public SpanStatus Status { get; init; }

    public string? ErrorType { get; init; }

    public int? HttpStatus { get; init; }

    public string? RoutingAlias { get; init; }

    public int? ClusterId { get; init; }

    public bool IsStream { get; init; }

    public bool IsCached { get; init; }

    public string? FinishReason { get; init; }

    public string? PriceVersion { get; init; }

    public string? Scope { get; init; }

    public string? ServiceName { get; init; }

    public bool IsContentKept { get; init; } = true;

    public IReadOnlyList<CallAttempt> Attempts { get; init; } = [];

    /// <summary>A JSON array, or empty.</summary>
    public string Events { get; init; } = "";

    /// <summary>A JSON object, or empty.</summary>
    public string Attributes { get; init; } = "";

    internal JsonNode ToJson() => JsonSerializer.SerializeToNode(this, KeptFactsJson.Default.KeptFacts)!;

    internal static KeptFacts? From(JsonNode? json)
    {
        try
        {
            return json is JsonObject ? json.Deserialize(KeptFactsJson.Default.KeptFacts) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The span with what is kept; what was said of it since goes before.</summary>
    internal SpanRecord AddTo(SpanRecord record) => record with
    {
        KeyId = KeyId,
        Status = record.Status == SpanStatus.Error && Status != SpanStatus.Success ? Status : record.Status,
        Error = record.Error is { } error && ErrorType is not null ? error with { Type = ErrorType } : record.Error,
        HttpStatus = record.HttpStatus ?? HttpStatus,
        RoutingAlias = RoutingAlias,
        ClusterId = ClusterId,
        IsStream = IsStream || record.IsStream,
        IsCached = IsCached,
        FinishReason = record.FinishReason ?? FinishReason,
        Cost = record.Cost is { } cost && PriceVersion is not null ? cost with { PriceVersion = PriceVersion } : record.Cost,
        Scope = Scope,
        ServiceName = record.ServiceName ?? ServiceName,
        IsContentKept = IsContentKept,
        Attempts = Attempts,
        Payload = record.Payload with
        {
            Events = record.Payload.Events.IsEmpty && Events.Length > 0 ? Utf8Text.From(Events) : record.Payload.Events,
            Attributes = With(record.Payload.Attributes),
        },
    };

    private Utf8Text With(Utf8Text newer)
    {
        if (Attributes.Length == 0 || newer.IsEmpty)
        {
            return newer.IsEmpty && Attributes.Length > 0 ? Utf8Text.From(Attributes) : newer;
        }

        try
        {
            using var before = JsonDocument.Parse(Attributes, Deep);
            using var after = JsonDocument.Parse(newer.Bytes, Deep);
            var all = LastWords.OfObject(before.RootElement);
            foreach (var property in after.RootElement.EnumerateObject())
            {
                all[property.Name] = LastWords.Of(property.Value);
            }

            return Utf8Text.From(all.ToJsonString());
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            return newer;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeptFacts))]
internal sealed partial class KeptFactsJson : JsonSerializerContext;
