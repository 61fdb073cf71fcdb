using Microsoft.Extensions.Options;

namespace Tracehouse.Query.Trees;

/// <summary>Names the setting to change when the section <c>Trees</c> cannot work.</summary>
internal sealed class TreeOptionsValidator : IValidateOptions<TreeOptions>
{
    public ValidateOptionsResult Validate(string? name, TreeOptions options) => options.SpansMax is < 100 or > 1_000_000
        ? ValidateOptionsResult.Fail($"Trees:SpansMax is {options.SpansMax}; it must be from 100 to 1000000.")
        : ValidateOptionsResult.Success;
}
