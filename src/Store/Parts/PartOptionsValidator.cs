using Microsoft.Extensions.Options;

namespace Tracehouse.Store.Parts;

/// <summary>Names the setting to change when those of <see cref="PartOptions"/> cannot work.</summary>
internal sealed class PartOptionsValidator : IValidateOptions<PartOptions>
{
    public ValidateOptionsResult Validate(string? name, PartOptions options) => options.PartsPerSpanMax is >= 2 and <= 100_000
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"Parts:PartsPerSpanMax is {options.PartsPerSpanMax}; it must be from 2 to 100000.");
}
