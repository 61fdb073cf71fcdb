using System.Text.Json.Serialization;
using Tracehouse.Ingest.Mirroring;
using Tracehouse.Ingest.Mirroring.Sending;
using Tracehouse.Store.Draining;
using Tracehouse.Store.Spool;

namespace Tracehouse.Server.Health;

/// <summary><c>GET /health</c>: <c>healthy</c> when traces can be kept and read, <c>degraded</c> when they wait or were dropped. Always 200, since the server itself is up.</summary>
internal static class HealthEndpoint
{
    public static void MapHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/health", (RecordSpool spool, SpoolDrain drain, StoreState state, Mirrors mirrors) => Results.Json(Report(spool, drain, state) with { Mirrors = mirrors.States.Count > 0 ? [.. mirrors.States.Select(MirrorReport.From)] : null }, HealthJson.Default.HealthReport))
            .WithSummary("Tell whether the server is up, and how the store is");

    private static HealthReport Report(RecordSpool spool, SpoolDrain drain, StoreState state)
    {
        var (condition, reason) = state.Condition;
        var isHealthy = condition == StoreCondition.Ready && spool.Dropped == 0 && drain.Rejected == 0;
        return new HealthReport
        {
            Status = isHealthy ? "healthy" : "degraded",
            Store = condition.ToString().ToLowerInvariant(),
            Reason = reason.Length > 0 ? reason : null,
            SpoolBytes = spool.BytesWaiting,
            DroppedRecords = spool.Dropped,
            RejectedRecords = drain.Rejected,
        };
    }
}

/// <summary>How the server is.</summary>
internal sealed record HealthReport
{
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary><c>starting</c>, <c>ready</c>, <c>down</c> or <c>off</c>.</summary>
    [JsonPropertyName("store")]
    public required string Store { get; init; }

    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    [JsonPropertyName("spool_bytes")]
    public long SpoolBytes { get; init; }

    [JsonPropertyName("dropped_records")]
    public long DroppedRecords { get; init; }

    [JsonPropertyName("rejected_records")]
    public long RejectedRecords { get; init; }

    /// <summary>Other systems that get what arrives; what they do not take is kept here all the same.</summary>
    [JsonPropertyName("mirrors")]
    public IReadOnlyList<MirrorReport>? Mirrors { get; init; }
}

/// <summary>How a mirror is doing.</summary>
internal sealed record MirrorReport(
    [property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("bytes_waiting")] long BytesWaiting,
    [property: JsonPropertyName("sent")] long Sent, [property: JsonPropertyName("dropped")] long Dropped)
{
    public static MirrorReport From(MirrorState state) => new(state.Name, state.BytesWaiting, state.Sent, state.Dropped);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthReport))]
internal sealed partial class HealthJson : JsonSerializerContext;
