using Microsoft.Extensions.Options;

namespace Tracehouse.Store.Entities;

/// <summary>Names the setting to change when those of <see cref="EntityOptions"/> cannot work.</summary>
internal sealed class EntityOptionsValidator : IValidateOptions<EntityOptions>
{
    public ValidateOptionsResult Validate(string? name, EntityOptions options) =>
        options.JsonBytesMax is < 1024 or > 64 << 20 ? ValidateOptionsResult.Fail($"Entities:JsonBytesMax is {options.JsonBytesMax}; it must be from 1024 to {64 << 20}.")
        : options.StartSecondsMax is < 0 or > 600 ? ValidateOptionsResult.Fail($"Entities:StartSecondsMax is {options.StartSecondsMax}; it must be from 0 to 600.")
        : ValidateOptionsResult.Success;
}
