using Microsoft.Extensions.Options;

namespace Tracehouse.Vendors.NeuralTrust;

/// <summary>Names the setting to change when those of <see cref="NeuralTrustOptions"/> cannot work.</summary>
internal sealed class NeuralTrustOptionsValidator : IValidateOptions<NeuralTrustOptions>
{
    private const int BodyBytesLeast = 1 << 12;
    private const int BodyBytesMost = 256 << 20;

    public ValidateOptionsResult Validate(string? name, NeuralTrustOptions options) => options.BodyBytesMax is < BodyBytesLeast or > BodyBytesMost
        ? ValidateOptionsResult.Fail($"{NeuralTrustOptions.Section}:BodyBytesMax is {options.BodyBytesMax}; it must be from {BodyBytesLeast} to {BodyBytesMost}.")
        : ValidateOptionsResult.Success;
}
