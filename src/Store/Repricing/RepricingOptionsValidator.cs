using Microsoft.Extensions.Options;

namespace Tracehouse.Store.Repricing;

/// <summary>Names the setting to change when the section <c>Repricing</c> cannot work.</summary>
internal sealed class RepricingOptionsValidator : IValidateOptions<RepricingOptions>
{
    public ValidateOptionsResult Validate(string? name, RepricingOptions options)
    {
        var faults = new List<string>();
        Check("RowsAtOnce", options.RowsAtOnce, 1, 1_000_000, faults);
        Check("ChangesAtOnce", options.ChangesAtOnce, 1, 5_000_000, faults);
        Check("UpdateSecondsMax", options.UpdateSecondsMax, 1, 86_400, faults);
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    private static void Check(string key, int value, int least, int most, List<string> faults)
    {
        if (value < least || value > most)
        {
            faults.Add($"Repricing:{key} is {value}; it must be from {least} to {most}.");
        }
    }
}
