using Microsoft.Extensions.Options;

namespace Tracehouse.Ingest.Receiving;

/// <summary>Names the setting to change when those of <see cref="IntakeOptions"/> cannot work.</summary>
internal sealed class IntakeOptionsValidator : IValidateOptions<IntakeOptions>
{
    public ValidateOptionsResult Validate(string? name, IntakeOptions options)
    {
        var faults = new List<string>();
        if (options.SpansPerRequestMax < 1)
        {
            faults.Add($"Otlp:SpansPerRequestMax is {options.SpansPerRequestMax}; it must be at least 1.");
        }

        if (options.LogJoinSecondsMax is < 0 or > 86_400)
        {
            faults.Add($"Otlp:LogJoinSecondsMax is {options.LogJoinSecondsMax}; it must be from 0 to 86400.");
        }

        if (options.LogJoinBytesMax < 0)
        {
            faults.Add($"Otlp:LogJoinBytesMax is {options.LogJoinBytesMax}; it must not be negative.");
        }

        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
