using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tracehouse.Gateway.Pricing;

/// <summary>Which names mean a model: one test, or several of which any or all must hold. Names are compared in lower case.</summary>
internal sealed class ModelMatch
{
    private static readonly TimeSpan RegexTimeout = TimeSpan.FromSeconds(1);

    private readonly string _test;
    private readonly string _text;
    private readonly Lazy<Regex>? _regex;
    private readonly ModelMatch[] _parts;

    private ModelMatch(string test, string text, ModelMatch[] parts)
    {
        _test = test;
        _text = test == "regex" ? text : text.ToLowerInvariant();
        _parts = parts;
        _regex = test == "regex" ? new Lazy<Regex>(() => new Regex(text, RegexOptions.CultureInvariant, RegexTimeout)) : null;
    }

    /// <summary>Throws when the table has a test that is not known here, which a new version of the prices may bring.</summary>
    public static ModelMatch From(JsonElement json)
    {
        foreach (var property in json.EnumerateObject())
        {
            return property.Value.ValueKind == JsonValueKind.Array
                ? new ModelMatch(property.Name, "", [.. property.Value.EnumerateArray().Select(From)])
                : new ModelMatch(property.Name, property.Value.GetString()!, []);
        }

        throw new InvalidDataException("A model without a match stands in the price table.");
    }

    public bool Accepts(string name) => _test switch
    {
        "equals" => name == _text,
        "starts_with" => name.StartsWith(_text, StringComparison.Ordinal),
        "ends_with" => name.EndsWith(_text, StringComparison.Ordinal),
        "contains" => name.Contains(_text, StringComparison.Ordinal),
        "regex" => _regex!.Value.IsMatch(name),
        "or" => Array.Exists(_parts, part => part.Accepts(name)),
        "and" => Array.TrueForAll(_parts, part => part.Accepts(name)),
        _ => throw new InvalidDataException($"The price table matches models by {_test}, which is not known here."),
    };
}
