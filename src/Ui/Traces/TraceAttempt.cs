using System.Text.Json;
using Tracehouse.Query.Text;

namespace Tracehouse.Ui.Traces;

/// <summary>One try at a model on the way to an answer, as the drawer shows it.</summary>
internal sealed record TraceAttempt
{
    public string Provider { get; init; } = "";

    public string Model { get; init; } = "";

    public double StartedAfterMs { get; init; }

    public double LatencyMs { get; init; }

    /// <summary>Null when the upstream never answered.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>Empty for the try whose answer was used, and for one that another was faster than.</summary>
    public string ErrorType { get; init; } = "";

    public string ErrorMessage { get; init; } = "";

    /// <summary>Whether it was begun beside another that was slow.</summary>
    public bool IsHedge { get; init; }

    /// <summary>Whether the trace's answer, good or bad, is from it.</summary>
    public bool IsUsed { get; init; }

    public string Outcome => ErrorType.Length > 0 ? ErrorType : IsUsed ? "used" : "given up";

    /// <summary>In the order that they were begun; empty when there was only one and nothing to tell of it, or when the text is not ours.</summary>
    public static IReadOnlyList<TraceAttempt> Read(string json)
    {
        if (json.Length == 0)
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(LoneSurrogates.Mend(json));
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Where(attempt => attempt.ValueKind == JsonValueKind.Object).Select(Read)]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static TraceAttempt Read(JsonElement attempt) => new()
    {
        Provider = Text(attempt, "provider"),
        Model = Text(attempt, "model"),
        StartedAfterMs = Number(attempt, "started_after_ms"),
        LatencyMs = Number(attempt, "latency_ms"),
        HttpStatus = attempt.TryGetProperty("http_status", out var status) && status.ValueKind == JsonValueKind.Number && status.TryGetInt32(out var code) ? code : null,
        ErrorType = Text(attempt, "error_type"),
        ErrorMessage = Text(attempt, "error_message"),
        IsHedge = IsTrue(attempt, "hedge"),
        IsUsed = IsTrue(attempt, "used"),
    };

    private static bool IsTrue(JsonElement attempt, string name) => attempt.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string Text(JsonElement attempt, string name) =>
        attempt.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static double Number(JsonElement attempt, string name) =>
        attempt.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : 0;
}
