using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Caching;

/// <summary>Finds what is wrong with the limits of the cache, and says which setting to change.</summary>
internal sealed class CacheOptionsValidator : IValidateOptions<CacheOptions>
{
    private const long MemoryBytesMax = 1L << 40;
    private const int YearSeconds = 366 * 24 * 60 * 60;

    public ValidateOptionsResult Validate(string? name, CacheOptions options)
    {
        var errors = new List<string>();
        Check("BytesMax", options.BytesMax, 0, MemoryBytesMax, errors);
        Check("EntryBytesMax", options.EntryBytesMax, 1, 1 << 30, errors);
        Check("SecondsMax", options.SecondsMax, 1, YearSeconds, errors);
        return errors.Count > 0 ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }

    private static void Check(string key, long value, long least, long most, List<string> errors)
    {
        if (value < least || value > most)
        {
            errors.Add($"Cache:{key} is {value}; it must be from {least} to {most}.");
        }
    }
}
