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
            _providers[name] = Create(name, settings, upstream.Value, translation.Value, time);
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

    private static Provider Create(string name, ProviderOptions settings, UpstreamOptions upstream, TranslationOptions translation, TimeProvider time)
    {
        var connections = Connect(upstream);
        var builtIn = BuiltInProvider.Find(name);
        var format = builtIn?.Format ?? WireFormat.OpenAi;
        return new Provider(name.ToLowerInvariant(), settings.BaseUrl ?? builtIn!.BaseUrl, new HttpMessageInvoker(connections))
        {
            ChatInvoker = TranslatorOf(format) is { } translator ? new HttpMessageInvoker(new TranslatingHandler(translator, connections, translation, time)) : null,
            Format = format,
            Key = ProviderKey.Of(format, settings.ApiKey),
            NeedsKey = builtIn is not null,
            KeyVariable = builtIn?.KeyVariable,
            PriceName = builtIn?.PriceName ?? name.ToLowerInvariant(),
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
