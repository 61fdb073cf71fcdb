using Microsoft.Extensions.Options;

namespace Tracehouse.Store.Spool;

/// <summary>Names the setting to change when the section <c>Spool</c> cannot work.</summary>
internal sealed class SpoolOptionsValidator : IValidateOptions<SpoolOptions>
{
    public ValidateOptionsResult Validate(string? name, SpoolOptions options)
    {
        var faults = new List<string>();
        if (options.BytesMax < 1 << 20)
        {
            faults.Add($"Spool:BytesMax is {options.BytesMax}; it must be at least 1048576.");
        }

        if (options.SegmentBytesMax is < 1 << 12 or > 1 << 30)
        {
            faults.Add($"Spool:SegmentBytesMax is {options.SegmentBytesMax}; it must be from 4096 to 1073741824.");
        }

        if (options.SpareBytesMax < 0)
        {
            faults.Add($"Spool:SpareBytesMax is {options.SpareBytesMax}; it must be at least 0.");
        }

        if (options.RecordBytesMax is < 1 << 12 or > 1 << 30)
        {
            faults.Add($"Spool:RecordBytesMax is {options.RecordBytesMax}; it must be from 4096 to 1073741824.");
        }

        if (options.TracesKnownMax < 0)
        {
            faults.Add($"Spool:TracesKnownMax is {options.TracesKnownMax}; it must be at least 0.");
        }

        if (options.CommitMillisecondsMax is < 1 or > 10_000)
        {
            faults.Add($"Spool:CommitMillisecondsMax is {options.CommitMillisecondsMax}; it must be from 1 to 10000.");
        }

        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
