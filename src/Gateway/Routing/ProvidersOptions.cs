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
            options.ApiKey = NullIfEmpty(options.ApiKey) ?? NullIfEmpty(environment(builtIn.KeyVariable));
            options.BaseUrl = NullIfEmpty(options.BaseUrl) ?? (builtIn.BaseUrlVariable is { } variable ? NullIfEmpty(environment(variable)) : null);
        }
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
