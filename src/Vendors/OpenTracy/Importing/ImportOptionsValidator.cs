using Microsoft.Extensions.Options;

namespace Tracehouse.Vendors.OpenTracy.Importing;

/// <summary>Names the setting to change when those of <see cref="ImportOptions"/> cannot work.</summary>
internal sealed class ImportOptionsValidator : IValidateOptions<ImportOptions>
{
    private const int BodyBytesLeast = 1 << 12;
    private const int BodyBytesMost = 1 << 30;
    private const int ErrorsMost = 100_000;

    public ValidateOptionsResult Validate(string? name, ImportOptions options) =>
        options.BodyBytesMax is < BodyBytesLeast or > BodyBytesMost
            ? ValidateOptionsResult.Fail($"{ImportOptions.Section}:BodyBytesMax is {options.BodyBytesMax}; it must be from {BodyBytesLeast} to {BodyBytesMost}.")
        : options.ErrorsMax is < 1 or > ErrorsMost
            ? ValidateOptionsResult.Fail($"{ImportOptions.Section}:ErrorsMax is {options.ErrorsMax}; it must be from 1 to {ErrorsMost}.")
        : ValidateOptionsResult.Success;
}
