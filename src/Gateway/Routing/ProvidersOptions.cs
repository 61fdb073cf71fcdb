using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Routing.Aws;

namespace Tracehouse.Gateway.Routing;

/// <summary>The providers by name, under <c>Providers</c>.</summary>
public sealed class ProvidersOptions : Dictionary<string, ProviderOptions>
{
    public ProvidersOptions()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }

    /// <summary>Fills what the settings leave open from the environment.</summary>
    internal void AddEnvironment(Func<string, string?> environment)
    {
        foreach (var builtIn in BuiltInProvider.All)
        {
            var options = TryGetValue(builtIn.Name, out var configured) ? configured : this[builtIn.Name] = new ProviderOptions();
            options.ApiKey = NullIfEmpty(options.ApiKey) ?? (builtIn.Format == WireFormat.Bedrock ? null : NullIfEmpty(environment(builtIn.KeyVariable)));
            options.BaseUrl = NullIfEmpty(options.BaseUrl) ?? FindAddress(builtIn, environment);
            options.ApiVersion = NullIfEmpty(options.ApiVersion) ?? (builtIn.HasDeployments ? NullIfEmpty(environment("AZURE_OPENAI_API_VERSION")) : null);
        }

        foreach (var (name, options) in this)
        {
            if (BuiltInProvider.Find(name, options)?.Format == WireFormat.Bedrock)
            {
                // One key may be used in all regions.
                options.ApiKey = NullIfEmpty(options.ApiKey) ?? AwsKey.FromEnvironment(variable => NullIfEmpty(environment(variable)));
                options.Region = NullIfEmpty(options.Region) ?? NullIfEmpty(environment("AWS_REGION")) ?? NullIfEmpty(environment("AWS_DEFAULT_REGION")) ?? SigningHandler.DefaultRegion;
            }
        }
    }

    private static string? FindAddress(BuiltInProvider builtIn, Func<string, string?> environment)
    {
        var written = builtIn.BaseUrlVariables.Select(environment).Select(NullIfEmpty).FirstOrDefault(value => value is not null);
        return written is null || !builtIn.IsLocal ? written : LocalAddress.Complete(written, builtIn.BaseUrl!);
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
