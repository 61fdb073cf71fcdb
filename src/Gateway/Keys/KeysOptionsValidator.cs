using Microsoft.Extensions.Options;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Keys;

/// <summary>Finds what is wrong with the settings of keys, and says which to change. It never quotes a secret.</summary>
internal sealed class KeysOptionsValidator : IValidateOptions<KeysOptions>
{
    private const int SecretCharactersMin = 8;

    public ValidateOptionsResult Validate(string? name, KeysOptions options)
    {
        var faults = new List<string>();
        if (options.CountMax is < 1 or > 1_000_000)
        {
            faults.Add($"Keys:CountMax is {options.CountMax}; it must be from 1 to 1000000.");
        }

        foreach (var (number, key) in options.Fixed)
        {
            Check($"Keys:{number}", key, faults);
        }

        AddTwins("Secret", options.Fixed.Where(key => key.Value.Secret.Length > 0).GroupBy(key => key.Value.Secret, key => key.Key), faults);
        AddTwins("Public", options.Fixed.Where(key => key.Value.Public.Length > 0).GroupBy(key => key.Value.Public, key => key.Key), faults);
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    private static void AddTwins(string property, IEnumerable<IGrouping<string, string>> groups, List<string> faults) =>
        faults.AddRange(groups.Where(group => group.Count() > 1).Select(group => $"{string.Join(" and ", group.Select(number => $"Keys:{number}:{property}"))} are the same; every key needs its own."));

    private static void Check(string setting, FixedKeyOptions key, List<string> faults)
    {
        if (key.Secret.Length < SecretCharactersMin || !KeySecret.IsWellFormed(key.Secret))
        {
            faults.Add($"{setting}:Secret must have at least {SecretCharactersMin} visible ASCII characters and no spaces; make one with: openssl rand -hex 32.");
        }

        if (key.Public.Length > 0 && (!KeySecret.IsWellFormed(key.Public) || key.Public.Contains(':') || key.Public.Contains('/')))
        {
            faults.Add($"{setting}:Public is \"{key.Public}\"; it must be visible ASCII without spaces, colons and slashes.");
        }

        if (!ProjectId.TryParse(key.Project, out _))
        {
            faults.Add($"{setting}:Project is not a name of 1 to {ProjectId.LengthMax} characters.");
        }

        if (!Enum.IsDefined(key.Role))
        {
            faults.Add($"{setting}:Role is {key.Role}; it must be Admin, Member or CallOnly.");
        }

        if (key.DailyBudgetUsd < 0 || key.MonthlyBudgetUsd < 0 || key.RequestsPerMinute < 0 || key.TokensPerMinute < 0)
        {
            faults.Add($"{setting} has a limit below 0.");
        }
    }
}
