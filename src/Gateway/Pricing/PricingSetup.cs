using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Pricing;

/// <summary>Puts the prices together.</summary>
internal static class PricingSetup
{
    /// <summary>Adds the price book. The caller must add <see cref="PriceNames"/>, and the host <c>IDocuments</c>.</summary>
    public static void AddPricing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PricingOptions>().Bind(configuration.GetSection("Pricing"))
            .PostConfigure(pricing => pricing.File = pricing.File.Length > 0 ? pricing.File : Path.Combine(configuration["Data:Directory"] ?? "tracehouse-data", "prices.json"))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<PricingOptions>, PricingOptionsValidator>();
        services.AddSingleton<OwnPrices>();
        services.AddSingleton<ProjectModels>();
        services.AddSingleton<IProjectModels>(provider => provider.GetRequiredService<ProjectModels>());
        services.AddSingleton<PriceBook>();
        services.AddSingleton<IPriceBook>(provider => provider.GetRequiredService<PriceBook>());
        services.AddSingleton<PriceCopy>();
        services.AddSingleton<PriceFetch>();
        services.AddHostedService<PriceRefresh>();
    }
}
