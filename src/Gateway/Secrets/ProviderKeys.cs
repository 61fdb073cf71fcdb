using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Secrets;

/// <summary>
/// The keys of providers as they are at this moment. What was set through the API wins, because it was said last and on purpose;
/// then the setting <c>Providers:&lt;name&gt;:ApiKey</c>, then the secrets file, then the environment.
/// </summary>
internal sealed partial class ProviderKeys
{
    private const string Kind = "provider-key";

    private readonly Lock _gate = new();
    private readonly IDocuments _documents;
    private readonly KeyCipher _cipher;
    private readonly SecretsOptions _options;
    private readonly ILogger _log;
    private volatile IReadOnlyDictionary<string, string> _set = new Dictionary<string, string>();
    private volatile IReadOnlyDictionary<string, string> _inFile;

    public ProviderKeys(IDocuments documents, KeyCipher cipher, IOptions<SecretsOptions> options, ILogger<ProviderKeys> log)
    {
        (_documents, _cipher, _options, _log) = (documents, cipher, options.Value, log);
        _inFile = SecretsFile.Read(_options.SecretsFile).Keys;
        documents.OnChange(Kind, Learn);
        Learn();
    }

    /// <summary>Any key may be another one from now on.</summary>
    public event Action? Changed;

    /// <summary>The key to call a provider with; null when nobody has set one.</summary>
    /// <param name="provider">The provider's name.</param>
    /// <param name="configured">The key in the settings or the environment, if there is one.</param>
    /// <param name="isSetting">Whether that one is a setting.</param>
    public string? Find(string provider, string? configured, bool isSetting) =>
        _set.TryGetValue(provider, out var set) ? set
        : isSetting ? configured
        : _inFile.GetValueOrDefault(provider, configured!);

    /// <summary>In effect and durable when it returns. Throws <see cref="StoreUnavailableException"/> when the store is away.</summary>
    public ValueTask SetAsync(string provider, string key, CancellationToken stop)
    {
        var document = JsonSerializer.SerializeToUtf8Bytes(new SealedKey(_cipher.Seal(provider, key)), SecretsJson.Default.SealedKey);
        return _documents.SaveAsync(new Document(Kind, provider, ProjectId.Default, new Utf8Text(document)), stop);
    }

    /// <summary>Forgets what was set through the API; a key from elsewhere takes its place.</summary>
    public ValueTask RemoveAsync(string provider, CancellationToken stop) => _documents.DeleteAsync(Kind, provider, ProjectId.Default, stop);

    /// <summary>Reads the secrets file again; how many keys are in it, or what is wrong with it. Then the old ones stay.</summary>
    public (int Loaded, string? Fault) Reload()
    {
        var (keys, fault) = SecretsFile.Read(_options.SecretsFile);
        if (fault is null)
        {
            _inFile = keys;
            Changed?.Invoke();
        }

        return (keys.Count, fault);
    }

    private void Learn()
    {
        lock (_gate)
        {
            _set = Read();
        }

        Changed?.Invoke();
    }

    private Dictionary<string, string> Read()
    {
        var set = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var document in _documents.All(Kind))
        {
            if (SealedIn(document) is { } text && _cipher.Open(document.Id, text) is { } key)
            {
                set[document.Id] = key;
            }
            else
            {
                LogUnreadable(_log, document.Id);
            }
        }

        return set;
    }

    /// <summary>Null when it is not what this server keeps.</summary>
    private static string? SealedIn(Document document)
    {
        try
        {
            return JsonSerializer.Deserialize(document.Json.Bytes.Span, SecretsJson.Default.SealedKey)?.Text;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "What was set to call {Provider} with is damaged, or was encrypted with another master key (Keys:MasterKey, Keys:MasterKeyFile); set it again")]
    private static partial void LogUnreadable(ILogger log, string provider);
}

/// <summary>A provider's key as it is kept.</summary>
internal sealed record SealedKey([property: JsonPropertyName("sealed")] string? Text);

[JsonSerializable(typeof(SealedKey))]
internal sealed partial class SecretsJson : JsonSerializerContext;
