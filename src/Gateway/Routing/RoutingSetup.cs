using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Pricing;

namespace Tracehouse.Gateway.Routing;

/// <summary>Puts the providers together.</summary>
internal static class RoutingSetup
{
    /// <summary>Adds the providers, the way to their models, and the names that their models are priced by. Secrets, prices translation and connections must be added.</summary>
    public static void AddProviders(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ProvidersOptions>().Bind(configuration.GetSection("Providers"))
            .Configure(options => options.AddEnvironment(name => configuration[name] ?? Environment.GetEnvironmentVariable(name)))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ProvidersOptions>, ProvidersOptionsValidator>();
        services.AddSingleton<ProviderTable>();
        services.AddSingleton<ModelRouter>();
        services.AddSingleton(NamePrices);
    }

    /// <summary>Providers that no call of the gateway goes to, though spans of others name them.</summary>
    private static readonly (string Name, string PriceName)[] Others = [("vertex", "google"), ("moonshot", "moonshotai")];

    private static PriceNames NamePrices(IServiceProvider services)
    {
        var table = services.GetRequiredService<ProviderTable>();
        return new PriceNames(
            [.. BuiltInProvider.All.Select(builtIn => (builtIn.Name, builtIn.PriceName)), .. table.All.Select(own => (own.Name, own.PriceName)), .. Others],
            (name, model, answered) => table.Find(name)?.NamesToPrice(model, answered) ?? [model]);
    }
}
