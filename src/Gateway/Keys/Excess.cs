namespace Tracehouse.Gateway.Keys;

/// <summary>Which limit of a key is reached.</summary>
internal enum Excess
{
    /// <summary>None.</summary>
    None,

    /// <summary>The money of the day.</summary>
    DailyBudget,

    /// <summary>The money of the month.</summary>
    MonthlyBudget,

    /// <summary>The calls of the minute.</summary>
    Requests,

    /// <summary>The tokens of the minute.</summary>
    Tokens,
}
