using System.Buffers;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Privacy;

/// <summary>Finds what is wrong with the settings of privacy, and says which to change.</summary>
internal sealed class PrivacyOptionsValidator : IValidateOptions<PrivacyOptions>
{
    private const int PatternLengthMax = 1000;
    private const int NameLengthMax = 40;

    // What takes the place of a secret stands inside JSON strings, where other characters would have to be escaped.
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    public ValidateOptionsResult Validate(string? name, PrivacyOptions options)
    {
        var faults = options.Patterns.Select(pattern => (pattern.Key, Fault: FaultOf(pattern.Key, pattern.Value))).Where(each => each.Fault is not null)
            .Select(each => $"Privacy:Patterns:{each.Key} {each.Fault}").ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string? FaultOf(string name, string? pattern)
    {
        if (name.Length > NameLengthMax || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            return $"has a name that cannot be used: up to {NameLengthMax} letters, digits, _ and - can.";
        }

        if (pattern is null or { Length: 0 or > PatternLengthMax })
        {
            return $"must have from 1 to {PatternLengthMax} characters.";
        }

        try
        {
            return CustomPattern.Compile(pattern).IsMatch("") ? "matches the empty text, so it would match everywhere." : null;
        }
        catch (RegexParseException e)
        {
            return $"is not a regular expression: {e.Message}";
        }
        catch (NotSupportedException e)
        {
            return $"cannot be run in a time that is known beforehand, so it may have no lookaround, back reference or atomic group: {e.Message}";
        }
    }
}
