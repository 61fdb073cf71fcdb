using Microsoft.Extensions.Options;

namespace Tracehouse.Store.Draining;

/// <summary>Names the setting to change when the section <c>Drain</c> cannot work.</summary>
internal sealed class DrainOptionsValidator : IValidateOptions<DrainOptions>
{
    public ValidateOptionsResult Validate(string? name, DrainOptions options)
    {
        var faults = new List<string>();
        if (options.BatchBytesMax is < 1 << 12 or > 1 << 30)
        {
            faults.Add($"Drain:BatchBytesMax is {options.BatchBytesMax}; it must be from 4096 to 1073741824.");
        }

        if (options.LingerMilliseconds is < 0 or > 60_000)
        {
            faults.Add($"Drain:LingerMilliseconds is {options.LingerMilliseconds}; it must be from 0 to 60000.");
        }

        if (options.EagerMilliseconds is < 0 or > 60_000)
        {
            faults.Add($"Drain:EagerMilliseconds is {options.EagerMilliseconds}; it must be from 0 to 60000.");
        }

        if (options.BarrierSecondsMax is < 0 or > 600)
        {
            faults.Add($"Drain:BarrierSecondsMax is {options.BarrierSecondsMax}; it must be from 0 to 600.");
        }

        if (options.RememberedSpansMax < 0)
        {
            faults.Add($"Drain:RememberedSpansMax is {options.RememberedSpansMax}; it must not be negative.");
        }

        if (options.RememberedMessagesMax < 0)
        {
            faults.Add($"Drain:RememberedMessagesMax is {options.RememberedMessagesMax}; it must not be negative.");
        }

        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
