using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Upstream;

/// <summary>Finds what is wrong with the settings of upstream connections, and says which to change.</summary>
internal sealed class UpstreamOptionsValidator : IValidateOptions<UpstreamOptions>
{
    private const int DaySeconds = 86_400;

    public ValidateOptionsResult Validate(string? name, UpstreamOptions options)
    {
        var errors = new List<string>();
        Check("ConnectSecondsMax", options.ConnectSecondsMax, 1, DaySeconds, errors);
        Check("ConnectionSecondsMax", options.ConnectionSecondsMax, 1, DaySeconds, errors);
        Check("IdleSecondsMax", options.IdleSecondsMax, 1, DaySeconds, errors);
        Check("IdleConnectionsMax", options.IdleConnectionsMax, 0, 100_000, errors);
        Check("AnswerHeadBytesMax", options.AnswerHeadBytesMax, 1024, 1 << 20, errors);
        Check("AnswerHeadersMax", options.AnswerHeadersMax, 8, 10_000, errors);
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
