namespace Tracehouse.Gateway.Keys;

/// <summary>How a key stands with its limits.</summary>
/// <param name="Excess">The limit that is reached.</param>
/// <param name="Wait">How long until it is not any more.</param>
internal readonly record struct MeterReading(Excess Excess, TimeSpan Wait)
{
    /// <summary>The calls of the minute; null without a limit.</summary>
    public Allowance? Requests { get; init; }

    /// <summary>The tokens of the minute; null without a limit.</summary>
    public Allowance? Tokens { get; init; }
}
