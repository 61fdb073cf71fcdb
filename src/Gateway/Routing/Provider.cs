using System.Collections.Concurrent;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Wire;

namespace Tracehouse.Gateway.Routing;

/// <summary>Somebody who runs models, and the connections to them.</summary>
internal sealed record Provider(string Name, string BaseUrl)
{
    private readonly ConcurrentDictionary<Dialect, string> _targets = new();

    /// <summary>The connections to it, for calls in its own format; null when something of what is sent must still be changed, or a proxy stands between.</summary>
    public WireOrigin? Wire { get; init; }

    /// <summary>What sends it then.</summary>
    public HttpMessageInvoker? Invoker { get; init; }

    /// <summary>What translates chat into the provider's own format and sends it; null when it needs no translation, or there is none.</summary>
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

    /// <summary>Whether nobody set it up: it may run on this machine at its usual address, or not at all.</summary>
    public bool IsAssumed { get; init; }

    /// <summary>Its addresses, where it is Azure that keeps models in deployments; null anywhere else.</summary>
    public AzureAddresses? Azure { get; init; }

    /// <summary>The models behind the names of its deployments, as far as the settings say; null where models go by their own names.</summary>
    public IReadOnlyDictionary<string, string>? Deployments { get; init; }

    /// <summary>The models it has by itself; null when the price table lists them.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>Whether this server can call it without the caller's help.</summary>
    public bool IsConfigured => Key.Value is not null || !NeedsKey;

    /// <summary>Whether it takes the calls of an endpoint, translated or not.</summary>
    public bool Speaks(Dialect dialect) => IsOwn(dialect) || (dialect is ChatCompletions && ChatInvoker is not null);

    /// <summary>The connections for calls of an endpoint; null when they go through <see cref="InvokerFor"/>.</summary>
    public WireOrigin? WireFor(Dialect dialect) => IsOwn(dialect) ? Wire : null;

    /// <summary>What takes the calls of an endpoint, where something of them must be changed.</summary>
    public HttpMessageInvoker InvokerFor(Dialect dialect) => (IsOwn(dialect) ? Invoker : ChatInvoker)!;

    /// <summary>Whether its models are this server's to offer.</summary>
    public bool IsOffered => IsConfigured && !IsAssumed;

    /// <summary>The address of one of its endpoints. The query, if there is one, begins with its question mark.</summary>
    public Uri UrlOf(Dialect dialect, string model, string? query) => new(Azure?.Of(dialect, model, query) ?? $"{BaseUrl.TrimEnd('/')}/{dialect.Path}{query}");

    /// <summary>Its path and query, as they stand in the request; those that every call has are made once.</summary>
    public string TargetOf(Dialect dialect, string model, string? query) => Azure is null && string.IsNullOrEmpty(query) && dialect is not PassThrough
        ? _targets.GetOrAdd(dialect, static (asked, provider) => provider.UrlOf(asked, "", null).PathAndQuery, this)
        : UrlOf(dialect, model, query).PathAndQuery;

    /// <summary>The names under which a price may be found, the surest first.</summary>
    /// <param name="model">The model that was asked for.</param>
    /// <param name="answered">The model that the answer names; null when it names none.</param>
    public IEnumerable<string> NamesToPrice(string model, string? answered)
    {
        if (Deployments is null)
        {
            return [model];
        }

        // The name of a deployment says nothing, however much it may look like that of a model.
        string?[] names = [answered, Deployments.GetValueOrDefault(model)];
        return names.OfType<string>();
    }

    private bool IsOwn(Dialect dialect) => dialect.Format is not { } format || format == Format;
}
