namespace Tracehouse.Records;

/// <summary>One of the models behind an alias, and how it has fared at this server since it started.</summary>
/// <param name="Model">The model, as <c>provider/model</c>.</param>
/// <param name="Circuit"><c>closed</c> while it is asked, <c>open</c> while it is left alone, <c>half_open</c> when the next call may see whether it is well again.</param>
public sealed record ListedTarget(string Model, string Circuit)
{
    /// <summary>How long its whole answers take, on a moving average; null when there was none.</summary>
    public TimeSpan? AnswerTime { get; init; }

    /// <summary>How long its streams take to their first content, likewise.</summary>
    public TimeSpan? FirstContentTime { get; init; }

    /// <summary>The share of failures among its last tries, from zero to one; null when there was none.</summary>
    public double? FailureShare { get; init; }
}
