namespace Tracehouse.Ingest.GenAi.Evaluations;

/// <summary>How much is taken of the judgements that come with a span.</summary>
/// <param name="Scores">How many.</param>
/// <param name="TextCharacters">The longest reason, and the most that is attached.</param>
/// <param name="WordCharacters">The longest name or label.</param>
internal sealed record EvaluationLimits(int Scores, int TextCharacters, int WordCharacters);
