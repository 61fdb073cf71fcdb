using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Settings;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>Finds what is wrong with the limits of forwarding, and says which setting to change.</summary>
internal sealed class ForwardingOptionsValidator : IValidateOptions<ForwardingOptions>
{
    public ValidateOptionsResult Validate(string? name, ForwardingOptions options) => new SettingFaults("Gateway")
        .Range(nameof(options.RequestBytesMax), options.RequestBytesMax, 1, 1 << 30)
        .Range(nameof(options.RequestDepthMax), options.RequestDepthMax, 8, 10_000)
        .Range(nameof(options.ModelCharsMax), options.ModelCharsMax, 64, 100_000)
        .Range(nameof(options.SilenceSecondsMax), options.SilenceSecondsMax, 1, 86_400)
        .Result;
}
