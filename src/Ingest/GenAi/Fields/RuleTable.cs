using System.Collections.Frozen;

namespace Tracehouse.Ingest.GenAi.Fields;

/// <summary>The rules of all conventions, found by the name of an attribute.</summary>
internal sealed class RuleTable
{
    private readonly FrozenDictionary<string, Rule[]> _rules;
    private readonly FrozenDictionary<string, PrefixRule[]>.AlternateLookup<ReadOnlySpan<char>> _prefixes;

    public RuleTable(IReadOnlyList<Convention> conventions)
    {
        _rules = conventions.SelectMany(convention => convention.Rules)
            .GroupBy(rule => rule.Key).ToFrozenDictionary(rules => rules.Key, rules => rules.ToArray());

        // The longest goes first, so that what is more special is found before what is more general.
        _prefixes = conventions.SelectMany(convention => convention.Prefixes)
            .GroupBy(rule => FirstWord(rule.Prefix).ToString())
            .ToFrozenDictionary(rules => rules.Key, rules => rules.OrderByDescending(rule => rule.Prefix.Length).ToArray())
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The rules of this attribute; null when it has none.</summary>
    public Rule[]? Find(string key) => _rules.GetValueOrDefault(key);

    /// <summary>The group that this attribute belongs to; null when it has none.</summary>
    public PrefixRule? FindPrefix(string key)
    {
        if (!_prefixes.TryGetValue(FirstWord(key), out var candidates))
        {
            return null;
        }

        foreach (var candidate in candidates)
        {
            if (key.Length > candidate.Prefix.Length && key.StartsWith(candidate.Prefix, StringComparison.Ordinal))
            {
                return candidate;
            }
        }

        return null;
    }

    private static ReadOnlySpan<char> FirstWord(ReadOnlySpan<char> key)
    {
        var end = key.IndexOfAny('.', ':');
        return end < 0 ? key : key[..end];
    }
}
