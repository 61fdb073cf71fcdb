using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Settings;

namespace Tracehouse.Gateway.Metrics;

/// <summary>Finds what is wrong with the limits of the counts, and says which setting to change.</summary>
internal sealed class MetricsOptionsValidator : IValidateOptions<MetricsOptions>
{
    public ValidateOptionsResult Validate(string? name, MetricsOptions options) => new SettingFaults("Metrics")
        .Range(nameof(options.RecentMax), options.RecentMax, 1, 100_000)
        .Range(nameof(options.SamplesMax), options.SamplesMax, 16, 100_000)
        .Range(nameof(options.ModelsMax), options.ModelsMax, 1, 100_000)
        .Result;
}
