using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Demo;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Routing;

/// <summary>All providers that calls can go to: the built-in ones, those of the settings, and the demo.</summary>
internal sealed class ProviderTable : IDisposable
{
    private readonly Dictionary<string, Provider> _providers = new(StringComparer.OrdinalIgnoreCase);

    public ProviderTable(IOptions<ProvidersOptions> options, IOptions<UpstreamOptions> upstream, TimeProvider time)
    {
        foreach (var (name, settings) in options.Value)
        {
            if (Create(name, settings, upstream.Value) is { } provider)
            {
                _providers[name] = provider;
            }
        }

        _providers[DemoModels.Provider] = new Provider(DemoModels.Provider, "http://demo", new HttpMessageInvoker(new DemoHandler(time)))
        {
            PriceName = DemoModels.Provider,
            Models = DemoModels.All,
        };
    }

    public IEnumerable<Provider> All => _providers.Values;

    public Provider? Find(string name) => _providers.GetValueOrDefault(name);

    public void Dispose()
    {
        foreach (var provider in _providers.Values)
        {
            provider.Invoker.Dispose();
            provider.ChatInvoker?.Dispose();
        }
    }

    /// <summary>Null for one whose address nobody knows.</summary>
    private static Provider? Create(string name, ProviderOptions settings, UpstreamOptions upstream)
    {
        var builtIn = BuiltInProvider.Find(name, settings);
        var format = builtIn?.Format ?? WireFormat.OpenAi;
        if ((settings.BaseUrl ?? builtIn!.BaseUrl) is not { } baseUrl)
        {
            return null;
        }

        var isAzure = builtIn?.HasDeployments == true;
        var isFurther = builtIn is not null && !builtIn.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
        return new Provider(name.ToLowerInvariant(), baseUrl, Connect(upstream))
        {
            Format = format,
            Key = isAzure ? ProviderKey.OfAzure(settings.ApiKey) : ProviderKey.Of(format, settings.ApiKey),
            NeedsKey = builtIn is { IsLocal: false } && !isFurther,
            KeyVariable = builtIn?.KeyVariable,
            PriceName = builtIn?.PriceName ?? name.ToLowerInvariant(),
            IsAssumed = builtIn?.IsLocal == true && settings.BaseUrl is null,
            Azure = isAzure ? new AzureAddresses(baseUrl, settings.ApiVersion ?? AzureAddresses.DefaultApiVersion) : null,
            Deployments = isAzure ? settings.Deployments : null,
            StreamUsage = settings.StreamUsage ?? builtIn?.StreamUsage ?? true,
        };
    }

    /// <summary>Connections that add nothing of their own: what the caller sent goes out, and what the upstream sent comes back.</summary>
    private static HttpMessageInvoker Connect(UpstreamOptions options) => new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(options.ConnectSecondsMax),
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        PooledConnectionLifetime = TimeSpan.FromSeconds(options.ConnectionSecondsMax),
        UseCookies = false,
        UseProxy = false,
    });
}
