namespace Tracehouse.Records;

/// <summary>What a trace spent on one model, counted once.</summary>
/// <param name="Model">The concrete model.</param>
/// <param name="Provider">Who ran it.</param>
/// <param name="Calls">How often it was asked.</param>
/// <param name="InputTokens">Tokens of the prompts.</param>
/// <param name="OutputTokens">Tokens of the answers.</param>
/// <param name="CostUsd">US dollars, as far as prices are known.</param>
/// <param name="Failures">How many of the calls failed.</param>
/// <param name="Unpriced">How many are missing in the cost, because their price is not known.</param>
public sealed record TraceModelCalls(string Model, string Provider, int Calls, long InputTokens, long OutputTokens, decimal CostUsd, int Failures, int Unpriced);
