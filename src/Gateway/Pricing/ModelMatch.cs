using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tracehouse.Gateway.Pricing;

/// <summary>Which names mean a model: one test, or several of which any or all must hold. Names are compared in lower case.</summary>
internal sealed class ModelMatch
{
    private static readonly TimeSpan RegexTimeout = TimeSpan.FromMilliseconds(100);

    private readonly string _test;
    private readonly string _text;
    private readonly Regex? _regex;
    private readonly ModelMatch[] _parts;

    private ModelMatch(string test, string text, ModelMatch[] parts)
    {
        _test = test;
        _text = test == "regex" ? text : text.ToLowerInvariant();
        _parts = parts;
        _regex = test == "regex" ? new Regex(text, RegexOptions.CultureInvariant, RegexTimeout) : null;
    }

    /// <summary>Throws when the table has a test that is not known here, which a new version of the prices may bring.</summary>
    public static ModelMatch From(JsonElement json)
    {
        foreach (var property in json.EnumerateObject())
        {
            return property.Name switch
            {
                "or" or "and" => new ModelMatch(property.Name, "", [.. property.Value.EnumerateArray().Select(From)]),
                "equals" or "starts_with" or "ends_with" or "contains" or "regex" => new ModelMatch(property.Name, property.Value.GetString()!, []),
                _ => throw new InvalidDataException($"The price table matches models by {property.Name}, which is not known here."),
            };
        }

        throw new InvalidDataException("A model without a match stands in the price table.");
    }

    public bool Accepts(string name) => _test switch
    {
        "equals" => name == _text,
        "starts_with" => name.StartsWith(_text, StringComparison.Ordinal),
        "ends_with" => name.EndsWith(_text, StringComparison.Ordinal),
        "contains" => name.Contains(_text, StringComparison.Ordinal),
        "regex" => IsMatch(name),
        "or" => Array.Exists(_parts, part => part.Accepts(name)),
        _ => Array.TrueForAll(_parts, part => part.Accepts(name)),
    };

    /// <summary>An expression that takes too long for a name does not mean it; prices must not hold up calls.</summary>
    private bool IsMatch(string name)
    {
        try
        {
            return _regex!.IsMatch(name);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
