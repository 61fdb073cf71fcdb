using System.Collections.Frozen;
using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Demo;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Routing.Aws;
using Tracehouse.Gateway.Secrets;
using Tracehouse.Gateway.Translation;
using Tracehouse.Gateway.Translation.Anthropic;
using Tracehouse.Gateway.Translation.Bedrock;
using Tracehouse.Gateway.Upstream;
using Tracehouse.Gateway.Wire;

namespace Tracehouse.Gateway.Routing;

/// <summary>All providers that calls can go to: the built-in ones, those of the settings, and the demo; with the keys that they have at this moment.</summary>
internal sealed class ProviderTable : IDisposable
{
    private readonly ProviderKeys _keys;
    private readonly ProvidersOptions _options;
    private readonly IConfiguration _configuration;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Provider> _providers = new(StringComparer.OrdinalIgnoreCase);
    private volatile FrozenDictionary<string, Provider> _live;

    public ProviderTable(
        IOptions<ProvidersOptions> options, IOptions<UpstreamOptions> upstream, IOptions<TranslationOptions> translation, WireClient wire, ProviderKeys keys,
        IConfiguration configuration, TimeProvider time)
    {
        (_keys, _options, _configuration) = (keys, options.Value, configuration);
        foreach (var (name, settings) in options.Value)
        {
            if (Create(name, settings, wire, upstream.Value, translation.Value, time) is { } provider)
            {
                _providers[name] = provider;
            }
        }

        _providers[DemoModels.Provider] = new Provider(DemoModels.Provider, "http://demo")
        {
            Invoker = new HttpMessageInvoker(new DemoHandler(time)),
            PriceName = DemoModels.Provider,
            Models = DemoModels.All,
        };
        _live = WithKeys();
        keys.Changed += Relearn;
        Relearn();
    }

    public IEnumerable<Provider> All => _live.Values;

    public Provider? Find(string name) => _live.GetValueOrDefault(name);

    public void Dispose()
    {
        _keys.Changed -= Relearn;
        foreach (var provider in _providers.Values)
        {
            provider.Invoker?.Dispose();
            provider.ChatInvoker?.Dispose();
        }
    }

    private void Relearn()
    {
        lock (_gate)
        {
            _live = WithKeys();
        }
    }

    /// <summary>The same providers over the same connections; a call that is under way keeps the key that it began with.</summary>
    private FrozenDictionary<string, Provider> WithKeys() =>
        _providers.ToFrozenDictionary(entry => entry.Key, entry => entry.Value with { Key = entry.Value.Key.With(KeyOf(entry.Key)) }, StringComparer.OrdinalIgnoreCase);

    private string? KeyOf(string name) => _keys.Find(
        name, _options.GetValueOrDefault(name)?.ApiKey, isSetting: !string.IsNullOrWhiteSpace(_configuration[$"Providers:{name}:ApiKey"]));

    /// <summary>Null for one whose address nobody knows.</summary>
    private static Provider? Create(string name, ProviderOptions settings, WireClient wire, UpstreamOptions upstream, TranslationOptions translation, TimeProvider time)
    {
        var builtIn = BuiltInProvider.Find(name, settings);
        var format = builtIn?.Format ?? WireFormat.OpenAi;
        var usualUrl = format == WireFormat.Bedrock ? SigningHandler.AddressOf(settings.Region!) : builtIn?.BaseUrl;
        if ((settings.BaseUrl ?? usualUrl) is not { } baseUrl)
        {
            return null;
        }

        var isAzure = builtIn?.HasDeployments == true;
        var isFurther = builtIn is not null && !builtIn.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
        var proxy = ProxyChoice.For(new Uri(baseUrl), upstream);
        var (signed, translated) = Handle(format, settings, () => Connect(upstream, proxy), translation, time);
        var handled = signed ?? (HttpMessageHandler?)(proxy is null ? null : Connect(upstream, proxy));
        return new Provider(name.ToLowerInvariant(), baseUrl)
        {
            Wire = handled is null ? wire.OriginOf(new Uri(baseUrl)) : null,
            Invoker = handled is null ? null : new HttpMessageInvoker(handled),
            ChatInvoker = translated is null ? null : new HttpMessageInvoker(translated),
            Format = format,
            Key = isAzure ? ProviderKey.OfAzure(settings.ApiKey) : ProviderKey.Of(format, settings.ApiKey),
            NeedsKey = builtIn is { IsLocal: false } && (!isFurther || format == WireFormat.Bedrock),
            KeyVariable = format == WireFormat.Bedrock ? "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY" : builtIn?.KeyVariable,
            PriceName = builtIn?.PriceName ?? name.ToLowerInvariant(),
            IsAssumed = builtIn?.IsLocal == true && settings.BaseUrl is null,
            Azure = isAzure ? new AzureAddresses(baseUrl, settings.ApiVersion ?? AzureAddresses.DefaultApiVersion) : null,
            Deployments = isAzure ? settings.Deployments : null,
            StreamUsage = settings.StreamUsage ?? builtIn?.StreamUsage ?? true,
        };
    }

    /// <summary>What signs all calls of a provider of this format, and what translates chat; null where that needs nothing.</summary>
    private static (DelegatingHandler? Signed, DelegatingHandler? Translated) Handle(
        WireFormat format, ProviderOptions settings, Func<SocketsHttpHandler> connect, TranslationOptions options, TimeProvider time)
    {
        switch (format)
        {
            case WireFormat.Anthropic:
                return (null, new TranslatingHandler(new AnthropicTranslator(), connect(), options, time));
            case WireFormat.Bedrock:
                var signed = new SigningHandler(connect(), settings.Region!, followsKey: settings.BaseUrl is null, time);
                return (signed, new ConverseHandler(signed, options, time));
            default:
                return (null, null);
        }
    }

    /// <summary>Connections that add nothing of their own: what the caller sent goes out, and what the upstream sent comes back.</summary>
    private static SocketsHttpHandler Connect(UpstreamOptions options, IWebProxy? proxy) => HoppingStream.UseIn(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(options.ConnectSecondsMax),
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        PooledConnectionLifetime = TimeSpan.FromSeconds(options.ConnectionSecondsMax),
        UseCookies = false,
        UseProxy = proxy is not null,
        Proxy = proxy,
    });
}
