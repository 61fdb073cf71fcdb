using Microsoft.Extensions.Options;

namespace Tracehouse.Ingest.Mirroring.Sending;

/// <summary>Names the setting to change when those of <see cref="MirrorOptions"/> cannot work.</summary>
internal sealed class MirrorOptionsValidator : IValidateOptions<MirrorsOptions>
{
    private const int BytesLeast = 1 << 12;

    public ValidateOptionsResult Validate(string? name, MirrorsOptions options)
    {
        var faults = options.Mirrors.SelectMany(mirror => FaultsOf($"{MirrorOptions.Section}:{mirror.Key}", mirror.Value)).ToList();
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> FaultsOf(string section, MirrorOptions options)
    {
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            yield return $"{section}:Url is \"{options.Url}\"; it must be an address such as https://collector.example:4318.";
        }

        if (options.Protocol is not ("otlp" or "langfuse"))
        {
            yield return $"{section}:Protocol is \"{options.Protocol}\"; it must be otlp or langfuse.";
        }

        if (options.Protocol == "langfuse" && (options.PublicKey.Length == 0 || options.SecretKey.Length == 0))
        {
            yield return $"{section}:PublicKey and {section}:SecretKey are needed, as Langfuse asks for them.";
        }

        foreach (var (setting, value, least, most) in new (string, long, long, long)[]
        {
            (nameof(options.QueueBytesMax), options.QueueBytesMax, BytesLeast, 1L << 40),
            (nameof(options.BatchBytesMax), options.BatchBytesMax, BytesLeast, 1 << 30),
            (nameof(options.TimeoutSeconds), options.TimeoutSeconds, 1, 3600),
            (nameof(options.RetrySecondsMax), options.RetrySecondsMax, 0, 86_400),
        })
        {
            if (value < least || value > most)
            {
                yield return $"{section}:{setting} is {value}; it must be from {least} to {most}.";
            }
        }
    }
}
