using Microsoft.Extensions.Options;

namespace Tracehouse.Ui.Settings;

/// <summary>Says which setting of the pages is wrong.</summary>
internal sealed class UiOptionsValidator : IValidateOptions<UiOptions>
{
    public ValidateOptionsResult Validate(string? name, UiOptions options)
    {
        if (!Uri.TryCreate(options.GatewayUrl, UriKind.Absolute, out _))
        {
            return ValidateOptionsResult.Fail($"Ui:GatewayUrl is '{options.GatewayUrl}'; it must be an address such as http://127.0.0.1:8080.");
        }

        if (options.ListenersMax is < 1 or > 100_000)
        {
            return ValidateOptionsResult.Fail($"Ui:ListenersMax is {options.ListenersMax}; it must be from 1 to 100000.");
        }

        return options.HeartbeatSeconds is < 1 or > 300
            ? ValidateOptionsResult.Fail($"Ui:HeartbeatSeconds is {options.HeartbeatSeconds}; it must be from 1 to 300.")
            : ValidateOptionsResult.Success;
    }
}
