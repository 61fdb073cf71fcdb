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

    /// <summary>What takes the calls of an endpoint there; null when the provider does not speak its format.</summary>
    public HttpMessageInvoker? InvokerFor(Dialect dialect) =>
        dialect.Format is not { } format || format == Format ? Invoker
        : dialect is ChatCompletions ? ChatInvoker
        : null;

    /// <summary>Whether its models are this server's to offer.</summary>
    public bool IsOffered => IsConfigured && !IsAssumed;

    /// <summary>The address of one of its endpoints. The query, if there is one, begins with its question mark.</summary>
    public Uri UrlOf(Dialect dialect, string model, string? query) => new(Azure?.Of(dialect, model, query) ?? $"{BaseUrl.TrimEnd('/')}/{dialect.Path}{query}");

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
}
