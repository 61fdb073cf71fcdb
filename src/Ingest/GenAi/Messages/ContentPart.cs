namespace Tracehouse.Ingest.GenAi.Messages;

/// <summary>A piece of a message.</summary>
/// <param name="Text">What it says; null when it is no text.</param>
/// <param name="Json">How it is kept; null for text alone.</param>
internal readonly record struct ContentPart(string? Text, string? Json);
