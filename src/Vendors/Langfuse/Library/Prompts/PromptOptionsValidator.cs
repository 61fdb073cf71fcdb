using Microsoft.Extensions.Options;

namespace Tracehouse.Vendors.Langfuse.Library.Prompts;

/// <summary>Names the setting to change when those of <see cref="PromptOptions"/> cannot work.</summary>
internal sealed class PromptOptionsValidator : IValidateOptions<PromptOptions>
{
    public ValidateOptionsResult Validate(string? name, PromptOptions options) =>
        options.PromptDepthMax is < 1 or > 50 ? ValidateOptionsResult.Fail($"Vendors:Langfuse:PromptDepthMax is {options.PromptDepthMax}; it must be from 1 to 50.")
        : options.PromptCharactersMax is < 1000 or > 100_000_000 ? ValidateOptionsResult.Fail($"Vendors:Langfuse:PromptCharactersMax is {options.PromptCharactersMax}; it must be from 1000 to 100000000.")
        : ValidateOptionsResult.Success;
}
