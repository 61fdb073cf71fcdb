namespace Tracehouse.Ingest.GenAi.Fields;

/// <summary>One attribute of one convention that fills one field.</summary>
/// <param name="Key">The attribute's name.</param>
/// <param name="Field">What it says.</param>
/// <param name="Rank">Its place among the rules of its field; the lowest goes first.</param>
/// <param name="IsQuoted">Whether text comes as JSON, in quotes.</param>
internal sealed record Rule(string Key, Field Field, int Rank, bool IsQuoted = false);
