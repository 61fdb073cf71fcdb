using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Settings;

namespace Tracehouse.Gateway.Caching;

/// <summary>Finds what is wrong with the limits of the cache, and says which setting to change.</summary>
internal sealed class CacheOptionsValidator : IValidateOptions<CacheOptions>
{
    private const long MemoryBytesMax = 1L << 40;
    private const int YearSeconds = 366 * 24 * 60 * 60;

    public ValidateOptionsResult Validate(string? name, CacheOptions options) => new SettingFaults("Cache")
        .Range(nameof(options.BytesMax), options.BytesMax, 0, MemoryBytesMax)
        .Range(nameof(options.EntryBytesMax), options.EntryBytesMax, 1, 1 << 30)
        .Range(nameof(options.SecondsMax), options.SecondsMax, 1, YearSeconds)
        .Result;
}
