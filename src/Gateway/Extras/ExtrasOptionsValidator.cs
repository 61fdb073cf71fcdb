using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Settings;

namespace Tracehouse.Gateway.Extras;

/// <summary>Finds what is wrong with the settings of extras, and says which to change.</summary>
internal sealed class ExtrasOptionsValidator : IValidateOptions<ExtrasOptions>
{
    public ValidateOptionsResult Validate(string? name, ExtrasOptions options) => new SettingFaults("Gateway")
        .Range(nameof(options.HoldSecondsMax), options.HoldSecondsMax, 0, 3600)
        .Result;
}
