using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Routing.Aws;

namespace Tracehouse.Gateway.Routing;

/// <summary>Finds what is wrong with the providers' settings, and says which setting to change.</summary>
internal sealed class ProvidersOptionsValidator : IValidateOptions<ProvidersOptions>
{
    public ValidateOptionsResult Validate(string? name, ProvidersOptions options)
    {
        var errors = new List<string>();
        foreach (var (provider, settings) in options)
        {
            Check(provider, settings, errors);
        }

        return errors.Count > 0 ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }

    private static void Check(string provider, ProviderOptions settings, List<string> errors)
    {
        var builtIn = BuiltInProvider.Find(provider, settings);
        if (provider.Contains('/'))
        {
            errors.Add($"Providers:{provider}: a provider's name cannot hold a slash.");
        }

        CheckAzure(provider, settings, builtIn?.HasDeployments == true, errors);
        CheckBedrock(provider, settings, builtIn?.Format == WireFormat.Bedrock, errors);
        if (settings.BaseUrl is null)
        {
            if (builtIn?.Format != WireFormat.Bedrock && builtIn?.Name.Equals(provider, StringComparison.OrdinalIgnoreCase) != true)
            {
                errors.Add($"Providers:{provider}:BaseUrl is missing; a provider that is not built in needs one.");
            }

            return;
        }

        if (!Uri.TryCreate(settings.BaseUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Query.Length > 0)
        {
            var variable = builtIn?.BaseUrlVariables is [{ } from, ..] ? $" (or the environment variable {from})" : "";
            var key = $"Providers:{provider}:BaseUrl{variable}";
            errors.Add($"{key} is \"{settings.BaseUrl}\"; it must be an http or https address such as https://api.openai.com/v1.");
        }
    }

    private static void CheckBedrock(string provider, ProviderOptions settings, bool isBedrock, List<string> errors)
    {
        if (!isBedrock)
        {
            if (settings.Region is not null)
            {
                errors.Add($"Providers:{provider}:Region is for Bedrock only.");
            }

            return;
        }

        if (settings.Region?.Length > 0 && !AwsKey.IsRegion(settings.Region))
        {
            errors.Add($"Providers:{provider}:Region (or AWS_REGION) is \"{settings.Region}\"; it must be a region such as {SigningHandler.DefaultRegion}.");
        }

        if (settings.ApiKey is not null && AwsKey.IsToSignWith(settings.ApiKey) && AwsKey.TryParse(settings.ApiKey) is null)
        {
            errors.Add($"Providers:{provider}:ApiKey must be written ACCESS:SECRET[:REGION[:SESSION]], or be a key of Bedrock's own.");
        }
    }

    private static void CheckAzure(string provider, ProviderOptions settings, bool isAzure, List<string> errors)
    {
        if (!isAzure && settings.Deployments.Count > 0)
        {
            errors.Add($"Providers:{provider}:Deployments is for Azure only; set Providers:{provider}:ApiVersion if {provider} is a resource of Azure's.");
        }

        if (isAzure && settings.ApiVersion?.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.') == false)
        {
            errors.Add($"Providers:{provider}:ApiVersion (or AZURE_OPENAI_API_VERSION) is \"{settings.ApiVersion}\"; it must be a version such as {AzureAddresses.DefaultApiVersion}.");
        }
    }
}
