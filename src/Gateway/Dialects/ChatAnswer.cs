using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>What an answer said, as far as it was understood.</summary>
internal sealed record ChatAnswer
{
    /// <summary>The model that the upstream says has answered; null when it did not say.</summary>
    public string? Model { get; init; }

    public TokenUsage Usage { get; init; } = TokenUsage.Unknown;

    public string? FinishReason { get; init; }

    public Utf8Text Text { get; init; }

    public Utf8Text Messages { get; init; }

    /// <summary>The error that the upstream told of; null when it told of none.</summary>
    public string? Error { get; init; }

    /// <summary>False when it is no answer of its kind, and its text is all of it.</summary>
    public bool IsUnderstood { get; init; }

    /// <summary>Where the brace stands that ends the answer; -1 when it is not one whole JSON object.</summary>
    public int ObjectEnd { get; init; } = -1;

    /// <summary>Which of our own properties it has already.</summary>
    public OwnNames Own { get; init; }

    /// <summary>Whether more came than was kept.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Counts of our own to note among the parameters; those that are null are not known.</summary>
    public IReadOnlyList<(string Name, long? Count)> Notes { get; init; } = [];
}
