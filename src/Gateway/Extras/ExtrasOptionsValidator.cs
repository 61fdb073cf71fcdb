using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Extras;

/// <summary>Finds what is wrong with the settings of extras, and says which to change.</summary>
internal sealed class ExtrasOptionsValidator : IValidateOptions<ExtrasOptions>
{
    private const int SecondsMax = 3600;

    public ValidateOptionsResult Validate(string? name, ExtrasOptions options) => options.HoldSecondsMax is >= 0 and <= SecondsMax
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"Gateway:HoldSecondsMax is {options.HoldSecondsMax}; it must be from 0 to {SecondsMax}.");
}
