namespace Tracehouse.Gateway.Keys;

/// <summary>How far a key goes. Null is without limit.</summary>
public sealed record KeyLimits
{
    /// <summary>US dollars per day, by UTC.</summary>
    public decimal? DailyBudgetUsd { get; init; }

    /// <summary>US dollars per month, by UTC.</summary>
    public decimal? MonthlyBudgetUsd { get; init; }

    /// <summary>Calls per minute.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Tokens per minute, those of prompts and answers together.</summary>
    public int? TokensPerMinute { get; init; }

    /// <summary>Which models may be called, with <c>*</c> for any text; none means all.</summary>
    public IReadOnlyList<string> AllowedModels { get; init; } = [];
}
