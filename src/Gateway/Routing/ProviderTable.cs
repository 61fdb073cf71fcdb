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
            _providers[name] = Create(name, settings, upstream.Value);
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

    private static Provider Create(string name, ProviderOptions settings, UpstreamOptions upstream)
    {
        var builtIn = BuiltInProvider.Find(name);
        var format = builtIn?.Format ?? WireFormat.OpenAi;
        return new Provider(name.ToLowerInvariant(), settings.BaseUrl ?? builtIn!.BaseUrl, Connect(upstream))
        {
            Format = format,
            Key = ProviderKey.Of(format, settings.ApiKey),
            NeedsKey = builtIn is not null,
            KeyVariable = builtIn?.KeyVariable,
            PriceName = builtIn?.PriceName ?? name.ToLowerInvariant(),
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
