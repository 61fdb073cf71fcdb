using System.Text.Json;

namespace Tracehouse.Vendors.Opper.Calls;

/// <summary>How a call ended: with a text, with JSON, or with an error.</summary>
internal sealed record CallOutcome
{
    public required string SpanId { get; init; }

    public required string TraceId { get; init; }

    /// <summary>0 on success, else the status to answer.</summary>
    public int Status { get; init; }

    public string ErrorType { get; init; } = "";

    public string Error { get; init; } = "";

    /// <summary>What the model said; null when JSON was asked for.</summary>
    public string? Message { get; init; }

    /// <summary>Undefined when text was asked for.</summary>
    public JsonElement Json { get; init; }

    public CallSpending Spent { get; init; } = new();

    public bool IsCached { get; init; }

    public double Milliseconds { get; init; }

    public bool IsFailed => Status != 0;
}
