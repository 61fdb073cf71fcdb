using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Settings;

namespace Tracehouse.Gateway.Resilience;

/// <summary>Finds what is wrong with the settings of tries, and says which to change.</summary>
internal sealed class ResilienceOptionsValidator : IValidateOptions<ResilienceOptions>
{
    public ValidateOptionsResult Validate(string? name, ResilienceOptions options) => new SettingFaults("Resilience")
        .Range(nameof(options.Tries), options.Tries, 1, 20)
        .Range(nameof(options.BackoffMilliseconds), options.BackoffMilliseconds, 0, 60_000)
        .Range(nameof(options.BackoffFactor), options.BackoffFactor, 1, 10)
        .Range(nameof(options.BackoffMillisecondsMax), options.BackoffMillisecondsMax, 0, 300_000)
        .Range(nameof(options.RetryAfterSecondsMax), options.RetryAfterSecondsMax, 0, 300)
        .Range(nameof(options.FirstByteSeconds), options.FirstByteSeconds ?? 1, 1, 86_400)
        .Range(nameof(options.AliasesMax), options.AliasesMax, 0, 100_000)
        .Result;
}
