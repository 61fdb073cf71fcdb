using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>Finds what is wrong with the limits of forwarding, and says which setting to change.</summary>
internal sealed class ForwardingOptionsValidator : IValidateOptions<ForwardingOptions>
{
    public ValidateOptionsResult Validate(string? name, ForwardingOptions options)
    {
        var errors = new List<string>();
        Check("RequestBytesMax", options.RequestBytesMax, 1, 1 << 30, errors);
        Check("RequestDepthMax", options.RequestDepthMax, 8, 10_000, errors);
        Check("ModelCharsMax", options.ModelCharsMax, 64, 100_000, errors);
        Check("SilenceSecondsMax", options.SilenceSecondsMax, 1, 86_400, errors);
        return errors.Count > 0 ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }

    private static void Check(string key, int value, int least, int most, List<string> errors)
    {
        if (value < least || value > most)
        {
            errors.Add($"Gateway:{key} is {value}; it must be from {least} to {most}.");
        }
    }
}
