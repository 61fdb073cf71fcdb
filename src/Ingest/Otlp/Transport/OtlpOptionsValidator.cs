using Microsoft.Extensions.Options;

namespace Tracehouse.Ingest.Otlp.Transport;

/// <summary>Names the setting to change when those of <see cref="OtlpOptions"/> cannot work.</summary>
internal sealed class OtlpOptionsValidator : IValidateOptions<OtlpOptions>
{
    private const int BodyBytesLeast = 1 << 12;
    private const int BodyBytesMost = 1 << 30;

    public ValidateOptionsResult Validate(string? name, OtlpOptions options)
    {
        var faults = new List<string>();
        if (options.BodyBytesMax is < BodyBytesLeast or > BodyBytesMost)
        {
            faults.Add($"Otlp:BodyBytesMax is {options.BodyBytesMax}; it must be from {BodyBytesLeast} to {BodyBytesMost}.");
        }

        if (options.BodiesBytesMax < 4L * options.BodyBytesMax)
        {
            faults.Add($"Otlp:BodiesBytesMax is {options.BodiesBytesMax}; it must be at least four times Otlp:BodyBytesMax ({options.BodyBytesMax}).");
        }

        if (options.ValuesPerSpanMax is < 100 or > 10_000_000)
        {
            faults.Add($"Otlp:ValuesPerSpanMax is {options.ValuesPerSpanMax}; it must be from 100 to 10000000.");
        }

        if (options.ValueDepthMax is < 2 or > 500)
        {
            faults.Add($"Otlp:ValueDepthMax is {options.ValueDepthMax}; it must be from 2 to 500.");
        }

        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
