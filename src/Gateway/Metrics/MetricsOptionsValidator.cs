using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Metrics;

/// <summary>Finds what is wrong with the limits of the counts, and says which setting to change.</summary>
internal sealed class MetricsOptionsValidator : IValidateOptions<MetricsOptions>
{
    public ValidateOptionsResult Validate(string? name, MetricsOptions options)
    {
        var errors = new List<string>();
        Check("RecentMax", options.RecentMax, 1, 100_000, errors);
        Check("SamplesMax", options.SamplesMax, 16, 100_000, errors);
        Check("ModelsMax", options.ModelsMax, 1, 100_000, errors);
        return errors.Count > 0 ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }

    private static void Check(string key, int value, int least, int most, List<string> errors)
    {
        if (value < least || value > most)
        {
            errors.Add($"Metrics:{key} is {value}; it must be from {least} to {most}.");
        }
    }
}
