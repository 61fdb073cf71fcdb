using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Resilience;

/// <summary>Finds what is wrong with the settings of tries, and says which to change.</summary>
internal sealed class ResilienceOptionsValidator : IValidateOptions<ResilienceOptions>
{
    public ValidateOptionsResult Validate(string? name, ResilienceOptions options)
    {
        var errors = new List<string>();
        Check("Tries", options.Tries, 1, 20, errors);
        Check("BackoffMilliseconds", options.BackoffMilliseconds, 0, 60_000, errors);
        Check("BackoffFactor", options.BackoffFactor, 1, 10, errors);
        Check("BackoffMillisecondsMax", options.BackoffMillisecondsMax, 0, 300_000, errors);
        Check("RetryAfterSecondsMax", options.RetryAfterSecondsMax, 0, 300, errors);
        Check("FirstByteSeconds", options.FirstByteSeconds ?? 1, 1, 86_400, errors);
        Check("AliasesMax", options.AliasesMax, 0, 100_000, errors);
        return errors.Count > 0 ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }

    private static void Check(string key, double value, double least, double most, List<string> errors)
    {
        if (!(value >= least && value <= most))
        {
            errors.Add($"Resilience:{key} is {value}; it must be from {least} to {most}.");
        }
    }
}
