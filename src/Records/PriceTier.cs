namespace Tracehouse.Records;

/// <summary>A figure for long prompts.</summary>
/// <param name="AboveInputTokens">It holds for the whole call when the prompt has more tokens than that.</param>
/// <param name="Usd">The figure.</param>
public sealed record PriceTier(long AboveInputTokens, decimal Usd);
