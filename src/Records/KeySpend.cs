namespace Tracehouse.Records;

/// <summary>What was spent with a key, by UTC.</summary>
/// <param name="KeyId">The key.</param>
/// <param name="DayUsd">Since midnight.</param>
/// <param name="MonthUsd">Since the first of the month.</param>
public sealed record KeySpend(string KeyId, decimal DayUsd, decimal MonthUsd);
