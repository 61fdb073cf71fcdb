namespace Tracehouse.Ingest.GenAi.Fields;

/// <summary>How one family of senders writes what a span says.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Rules">Its attributes by full name.</param>
/// <param name="Prefixes">Its attributes by the beginning of their names; those of full name go before.</param>
internal sealed record Convention(string Name, IReadOnlyList<Rule> Rules, IReadOnlyList<PrefixRule> Prefixes);
