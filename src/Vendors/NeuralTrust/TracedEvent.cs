using System.Text.Json.Nodes;

namespace Tracehouse.Vendors.NeuralTrust;

/// <summary>One event as its sender meant it.</summary>
internal sealed record TracedEvent
{
    /// <summary>What happened, in the sender's word, such as <c>tool</c>.</summary>
    public required string Task { get; init; }

    /// <summary>What belongs together: all events of one <c>client.trace()</c>.</summary>
    public required string InteractionId { get; init; }

    /// <summary>The event itself.</summary>
    public required string EventId { get; init; }

    /// <summary>The event that caused it; null for none.</summary>
    public string? ParentId { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    /// <summary>Text, or JSON as text where a value of Python was sent.</summary>
    public string? Input { get; init; }

    /// <inheritdoc cref="Input"/>
    public string? Output { get; init; }

    public string? FeedbackTag { get; init; }

    public string? FeedbackText { get; init; }

    /// <summary>The thread of the conversation.</summary>
    public string? ConversationId { get; init; }

    public string? UserId { get; init; }

    /// <summary>All else that was said, by name.</summary>
    public required JsonObject Metadata { get; init; }
}
