using Microsoft.Extensions.Options;

namespace Tracehouse.Vendors.Opper.Wire;

/// <summary>Names the setting to change when those of <see cref="OpperOptions"/> cannot work.</summary>
internal sealed class OpperOptionsValidator : IValidateOptions<OpperOptions>
{
    public ValidateOptionsResult Validate(string? name, OpperOptions options)
    {
        var faults = new List<string>();
        Check(nameof(options.BodyBytesMax), options.BodyBytesMax, 1024, 1 << 30);
        Check(nameof(options.CallSecondsMax), options.CallSecondsMax, 1, 86_400);
        Check(nameof(options.AttemptsMax), options.AttemptsMax, 1, 100);
        Check(nameof(options.AnswerBytesMax), options.AnswerBytesMax, 1024, 1 << 30);
        Check(nameof(options.SpansRememberedMax), options.SpansRememberedMax, 1, 10_000_000);
        Check(nameof(options.TraceSpansMax), options.TraceSpansMax, 1, 100_000);
        Check(nameof(options.SegmentCharactersMax), options.SegmentCharactersMax, 100, 100_000);
        if (options.GatewayUrl.Length > 0 && !(Uri.TryCreate(options.GatewayUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            faults.Add($"{OpperOptions.Section}:GatewayUrl is no address such as http://127.0.0.1:8080.");
        }

        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;

        void Check(string setting, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                faults.Add($"{OpperOptions.Section}:{setting} is {value}; it must be from {least} to {most}.");
            }
        }
    }
}
