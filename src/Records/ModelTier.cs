namespace Tracehouse.Records;

/// <summary>Prices of a model that hold under conditions.</summary>
/// <param name="Priority">The tier with the lowest one whose conditions hold counts.</param>
/// <param name="IsDefault">Whether it counts where no other does.</param>
/// <param name="Conditions">All of them must hold.</param>
/// <param name="Prices">US dollars for one, by what is counted, such as <c>input</c> or <c>input_cached_tokens</c>.</param>
public sealed record ModelTier(int Priority, bool IsDefault, IReadOnlyList<UsageCondition> Conditions, IReadOnlyDictionary<string, decimal> Prices);
