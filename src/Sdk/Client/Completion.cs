using System.Text.Json;

namespace Tracehouse;

/// <summary>The answer of a model, and what the gateway says of the call.</summary>
public sealed record Completion
{
    /// <summary>What the model said; empty when it only calls tools, which <see cref="Raw"/> has.</summary>
    public required string Text { get; init; }

    /// <summary>Why it stopped, such as <c>stop</c> or <c>tool_calls</c>.</summary>
    public string? FinishReason { get; init; }

    /// <summary>The model that answered, in the provider's words.</summary>
    public string? Model { get; init; }

    /// <summary>Tokens; null when the provider did not say.</summary>
    public Usage? Usage { get; init; }

    /// <summary>US dollars; null when no price is known.</summary>
    public decimal? Cost { get; init; }

    /// <summary>From the first byte of the request to the last of the answer, in milliseconds.</summary>
    public double LatencyMs { get; init; }

    /// <summary>How the gateway chose who answers.</summary>
    public required Routing Routing { get; init; }

    /// <summary>The trace of the call; null when it was asked to leave none.</summary>
    public string? TraceId { get; init; }

    /// <summary>The span of the call, to judge it; null when it was asked to leave no trace.</summary>
    public SpanReference? Span { get; init; }

    /// <summary>The whole answer in OpenAI's format; of a stream its last piece that says anything of the call.</summary>
    public JsonElement Raw { get; init; }
}
