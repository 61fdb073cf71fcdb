namespace Tracehouse.Payloads;

/// <summary>What is kept of a payload; null when nothing is.</summary>
internal readonly record struct KeptText(string? Text, bool IsCut);
