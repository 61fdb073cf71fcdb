using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Demo;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Translation;
using Tracehouse.Gateway.Translation.Anthropic;

namespace Tracehouse.Gateway.Routing;

/// <summary>All providers that calls can go to: the built-in ones, those of the settings, and the demo.</summary>
internal sealed class ProviderTable : IDisposable
{
    private readonly Dictionary<string, Provider> _providers = new(StringComparer.OrdinalIgnoreCase);

    public ProviderTable(IOptions<ProvidersOptions> options, IOptions<UpstreamOptions> upstream, IOptions<TranslationOptions> translation, TimeProvider time)
    {
        foreach (var (name, settings) in options.Value)
        {
            if (Create(name, settings, upstream.Value, translation.Value, time) is { } provider)
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
    private static Provider? Create(string name, ProviderOptions settings, UpstreamOptions upstream, TranslationOptions translation, TimeProvider time)
    {
        var builtIn = BuiltInProvider.Find(name, settings);
        var format = builtIn?.Format ?? WireFormat.OpenAi;
        if ((settings.BaseUrl ?? builtIn!.BaseUrl) is not { } baseUrl)
        {
            return null;
        }

        var isAzure = builtIn?.HasDeployments == true;
        var isFurther = builtIn is not null && !builtIn.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
        var connections = Connect(upstream);
        return new Provider(name.ToLowerInvariant(), baseUrl, new HttpMessageInvoker(connections))
        {
            ChatInvoker = TranslatorOf(format) is { } translator ? new HttpMessageInvoker(new TranslatingHandler(translator, connections, translation, time)) : null,
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

    /// <summary>What translates chat for a provider of this format; null when it needs no translation.</summary>
    private static ChatTranslator? TranslatorOf(WireFormat format) => format == WireFormat.Anthropic ? new AnthropicTranslator() : null;

    /// <summary>Connections that add nothing of their own: what the caller sent goes out, and what the upstream sent comes back.</summary>
    private static SocketsHttpHandler Connect(UpstreamOptions options) => new()
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(options.ConnectSecondsMax),
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        PooledConnectionLifetime = TimeSpan.FromSeconds(options.ConnectionSecondsMax),
        UseCookies = false,
        UseProxy = false,
    };
}
