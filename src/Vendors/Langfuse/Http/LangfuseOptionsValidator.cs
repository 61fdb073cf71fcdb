using Microsoft.Extensions.Options;

namespace Tracehouse.Vendors.Langfuse.Http;

/// <summary>Names the setting to change when those of <see cref="LangfuseOptions"/> cannot work.</summary>
internal sealed class LangfuseOptionsValidator : IValidateOptions<LangfuseOptions>
{
    private const int BodyBytesMost = 256 << 20;
    private const long MediaBytesMost = 4L << 30;

    public ValidateOptionsResult Validate(string? name, LangfuseOptions options)
    {
        var faults = new List<string>();
        Check(nameof(options.BodyBytesMax), options.BodyBytesMax, 1024, BodyBytesMost);
        Check(nameof(options.EventsPerRequestMax), options.EventsPerRequestMax, 1, 1_000_000);
        Check(nameof(options.MediaBytesMax), options.MediaBytesMax, 1024, MediaBytesMost);
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;

        void Check(string setting, long value, long least, long most)
        {
            if (value < least || value > most)
            {
                faults.Add($"{LangfuseOptions.Section}:{setting} is {value}; it must be from {least} to {most}.");
            }
        }
    }
}
