using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Routing;

/// <summary>Somebody who runs models, and the connections to them.</summary>
internal sealed record Provider(string Name, string BaseUrl, HttpMessageInvoker Invoker)
{
    /// <summary>The same connections with chat translated into the provider's own format; null when it needs no translation, or there is none.</summary>
    public HttpMessageInvoker? ChatInvoker { get; init; }

    /// <summary>The API that it has.</summary>
    public WireFormat Format { get; init; }

    /// <summary>The header with its key.</summary>
    public ProviderKey Key { get; init; } = ProviderKey.Of(WireFormat.OpenAi, null);

    /// <summary>Whether a call without any key is pointless.</summary>
    public bool NeedsKey { get; init; }

    /// <summary>The environment variable that holds the key; null when it is only a setting.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>The provider's name in the price table.</summary>
    public string PriceName { get; init; } = Name;

    /// <summary>Whether token counts must be asked for in streams.</summary>
    public bool StreamUsage { get; init; } = true;

    /// <summary>The models it has by itself; null when the price table lists them.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>Whether this server can call it without the caller's help.</summary>
    public bool IsConfigured => Key.Value is not null || !NeedsKey;

    /// <summary>What takes the calls of an endpoint there; null when the provider does not speak its format.</summary>
    public HttpMessageInvoker? InvokerFor(Dialect dialect) =>
        dialect.Format is not { } format || format == Format ? Invoker
        : dialect is ChatCompletions ? ChatInvoker
        : null;

    /// <summary>The address of one of its endpoints. The query, if there is one, begins with its question mark.</summary>
    public Uri UrlOf(string path, string? query) => new($"{BaseUrl.TrimEnd('/')}/{path}{query}");
}
