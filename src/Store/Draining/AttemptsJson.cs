using System.Text.Json;
using System.Text.Json.Serialization;
using Tracehouse.Records;

namespace Tracehouse.Store.Draining;

/// <summary>The tries of a call as the JSON that is kept of them.</summary>
internal static class AttemptsJson
{
    /// <summary>A JSON array; empty text when there is nothing to tell.</summary>
    public static Utf8Text Of(IReadOnlyList<CallAttempt> attempts) => attempts.Count == 0
        ? default
        : new Utf8Text(JsonSerializer.SerializeToUtf8Bytes([.. attempts.Select(ToRow)], AttemptsJsonContext.Default.AttemptRowArray));

    private static AttemptRow ToRow(CallAttempt attempt) => new()
    {
        Provider = attempt.Provider,
        Model = attempt.Model,
        StartedAfterMs = attempt.StartedAfter.TotalMilliseconds,
        LatencyMs = attempt.Duration.TotalMilliseconds,
        HttpStatus = attempt.HttpStatus,
        ErrorType = attempt.Error?.Type,
        ErrorMessage = attempt.Error?.Message,
        IsHedge = attempt.IsHedge,
        IsUsed = attempt.IsUsed,
    };
}

/// <summary>One try as it is kept.</summary>
internal sealed record AttemptRow
{
    [JsonPropertyName("provider")]
    public required string Provider { get; init; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("started_after_ms")]
    public double StartedAfterMs { get; init; }

    [JsonPropertyName("latency_ms")]
    public double LatencyMs { get; init; }

    [JsonPropertyName("http_status")]
    public int? HttpStatus { get; init; }

    [JsonPropertyName("error_type")]
    public string? ErrorType { get; init; }

    [JsonPropertyName("error_message")]
    public string? ErrorMessage { get; init; }

    [JsonPropertyName("hedge")]
    public bool IsHedge { get; init; }

    [JsonPropertyName("used")]
    public bool IsUsed { get; init; }
}

[JsonSerializable(typeof(AttemptRow[]))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class AttemptsJsonContext : JsonSerializerContext;
