using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Demo;
using Tracehouse.Gateway.Routing;

namespace Tracehouse.Gateway.Aliases;

/// <summary>Finds what is wrong with the aliases of the settings, and says which to change.</summary>
internal sealed class AliasesOptionsValidator(IOptions<ProvidersOptions> providers) : IValidateOptions<AliasesOptions>
{
    public ValidateOptionsResult Validate(string? name, AliasesOptions options)
    {
        var errors = new List<string>();
        foreach (var (alias, written) in options)
        {
            if (AliasRules.FaultOfName(alias) is { } fault)
            {
                errors.Add($"Aliases:{alias}: {fault}");
            }

            errors.AddRange(AliasRules.Check(written, IsProvider).Select(found => $"{string.Join(':', ["Aliases", alias, .. found.Path])}: {found.Problem}."));
        }

        return errors.Count > 0 ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }

    private bool IsProvider(string name) => name == DemoModels.Provider || providers.Value.ContainsKey(name);
}
