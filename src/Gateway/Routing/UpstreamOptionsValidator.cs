using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Routing;

/// <summary>Finds what is wrong with the settings of upstream connections, and says which to change.</summary>
internal sealed class UpstreamOptionsValidator : IValidateOptions<UpstreamOptions>
{
    public ValidateOptionsResult Validate(string? name, UpstreamOptions options)
    {
        var errors = new List<string>();
        Check("ConnectSecondsMax", options.ConnectSecondsMax, errors);
        Check("ConnectionSecondsMax", options.ConnectionSecondsMax, errors);
        return errors.Count > 0 ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }

    private static void Check(string key, int seconds, List<string> errors)
    {
        if (seconds is < 1 or > 86_400)
        {
            errors.Add($"Gateway:{key} is {seconds}; it must be from 1 to 86400 seconds.");
        }
    }
}
