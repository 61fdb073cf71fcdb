namespace Tracehouse.Records;

/// <summary>One try at an upstream, of the several that a call may take.</summary>
/// <param name="Provider">Who was asked.</param>
/// <param name="Model">For which model.</param>
/// <param name="StartedAfter">From the start of the call to the start of this try.</param>
/// <param name="Duration">From there to the answer that was used, or to the failure.</param>
public sealed record CallAttempt(string Provider, string Model, TimeSpan StartedAfter, TimeSpan Duration)
{
    /// <summary>The status that the upstream answered with; null when it never answered.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>Why it failed; null for the one whose answer was used, and for one given up because another was faster.</summary>
    public SpanError? Error { get; init; }

    /// <summary>Whether it was begun beside another that was slow.</summary>
    public bool IsHedge { get; init; }

    /// <summary>Whether its answer, good or bad, is the one that the caller got.</summary>
    public bool IsUsed { get; init; }
}
