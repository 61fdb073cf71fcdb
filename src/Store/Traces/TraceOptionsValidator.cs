using Microsoft.Extensions.Options;

namespace Tracehouse.Store.Traces;

/// <summary>Names the setting to change when the section <c>Traces</c> cannot work.</summary>
internal sealed class TraceOptionsValidator : IValidateOptions<TraceOptions>
{
    public ValidateOptionsResult Validate(string? name, TraceOptions options)
    {
        var faults = new List<string>();
        if (options.MemoryBytesMax < 0)
        {
            faults.Add($"Traces:MemoryBytesMax is {options.MemoryBytesMax}; it must not be negative.");
        }

        if (options.SpansMax is < 1 or > 10_000_000)
        {
            faults.Add($"Traces:SpansMax is {options.SpansMax}; it must be from 1 to 10000000.");
        }

        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
