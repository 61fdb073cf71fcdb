namespace Tracehouse.Ingest.GenAi.Fields;

/// <summary>All attributes of one convention that begin alike.</summary>
/// <param name="Prefix">The beginning of their names.</param>
/// <param name="Group">What they say together.</param>
/// <param name="Rank">Which of two goes first when they say the same; the lowest does.</param>
internal sealed record PrefixRule(string Prefix, Group Group, int Rank = 0);
