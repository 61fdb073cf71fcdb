using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Capture;

/// <summary>Finds what is wrong with the settings of capture, and says which to change.</summary>
internal sealed class CaptureOptionsValidator : IValidateOptions<CaptureOptions>
{
    private const int BytesMax = 1 << 30;

    private const int CharsMax = 64 * 1024;

    public ValidateOptionsResult Validate(string? name, CaptureOptions options) =>
        options.CaptureBytesMax is < 0 or > BytesMax ? ValidateOptionsResult.Fail($"Gateway:CaptureBytesMax is {options.CaptureBytesMax}; it must be from 0 to {BytesMax} bytes.")
        : options.ContextCharsMax is < 1 or > CharsMax ? ValidateOptionsResult.Fail($"Gateway:ContextCharsMax is {options.ContextCharsMax}; it must be from 1 to {CharsMax} characters.")
        : ValidateOptionsResult.Success;
}
