using Microsoft.Extensions.Options;

namespace Tracehouse.Store.Documents;

/// <summary>Names the setting to change when the section <c>Documents</c> cannot work.</summary>
internal sealed class DocumentsOptionsValidator : IValidateOptions<DocumentsOptions>
{
    public ValidateOptionsResult Validate(string? name, DocumentsOptions options)
    {
        var faults = new List<string>();
        if (options.RefreshSeconds is < 1 or > 3600)
        {
            faults.Add($"Documents:RefreshSeconds is {options.RefreshSeconds}; it must be from 1 to 3600.");
        }

        if (options.StartSecondsMax is < 0 or > 300)
        {
            faults.Add($"Documents:StartSecondsMax is {options.StartSecondsMax}; it must be from 0 to 300.");
        }

        if (options.JsonBytesMax is < 1 << 12 or > 1 << 26)
        {
            faults.Add($"Documents:JsonBytesMax is {options.JsonBytesMax}; it must be from 4096 to 67108864.");
        }

        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
