using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Keys;

/// <summary>All keys that there are at this moment, those of the settings and those that were made, and the question whether one opens.</summary>
public sealed partial class KeyRing
{
    private readonly Lock _gate = new();
    private readonly IDocuments _documents;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly bool _isRequired;
    private readonly IReadOnlyList<ApiKey> _fixed;
    private volatile FrozenDictionary<string, ApiKey> _byDigest;
    private volatile FrozenDictionary<string, ApiKey> _byId;

    /// <summary>Reads both, and listens for changes.</summary>
    public KeyRing(IDocuments documents, IOptions<KeysOptions> options, TimeProvider time, ILogger<KeyRing> log)
    {
        (_documents, _time, _log, _isRequired) = (documents, time, log, options.Value.Required);
        _fixed = [.. options.Value.Fixed.Select(key => key.Value.ToKey(key.Key))];
        (_byDigest, _byId) = (FrozenDictionary<string, ApiKey>.Empty, FrozenDictionary<string, ApiKey>.Empty);
        documents.OnChange(KeyDocument.Kind, Learn);
        Learn();
    }

    /// <summary>Whether anybody has to show a key. It stays so when the last one was taken back.</summary>
    public bool IsRequired => _isRequired || HasKeys;

    /// <summary>Whether there ever was a key.</summary>
    public bool HasKeys => _byId.Count > 0;

    /// <summary>All of them, those that open nothing any more too.</summary>
    public IReadOnlyCollection<ApiKey> All => _byId.Values;

    /// <summary>Null when there is no such key.</summary>
    public ApiKey? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The key that a secret opens with, or why it opens nothing.</summary>
    /// <param name="secret">The secret half.</param>
    /// <param name="publicHalf">The public half, where the client shows both.</param>
    public KeyCheck Check(string secret, string? publicHalf = null)
    {
        if (FindBySecret(secret) is not { } key || (publicHalf is not null && !KeySecret.AreSame(publicHalf, key.Public)))
        {
            return new KeyCheck(null, "This API key is not known here.");
        }

        return key.RevokedAt is not null ? new KeyCheck(null, "This API key was revoked.")
            : key.IsActive(_time.GetUtcNow()) ? new KeyCheck(key, "")
            : new KeyCheck(null, "This API key has expired.");
    }

    /// <summary>The first key among all that a request shows; the fault is empty when it shows none.</summary>
    public KeyCheck Check(HttpRequest request)
    {
        var fault = "";
        foreach (var credential in Credentials.Of(request))
        {
            var check = Check(credential.Secret, credential.Public);
            if (check.Key is not null)
            {
                return check;
            }

            fault = fault.Length > 0 ? fault : check.Fault;
        }

        return new KeyCheck(null, fault);
    }

    /// <summary>The key whose public half a request shows alone, as a Bearer token; null when it shows none that opens anything.</summary>
    public ApiKey? FindByPublicHalf(HttpRequest request)
    {
        var shown = request.Headers.Authorization.ToString();
        var half = shown.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? shown["Bearer ".Length..].Trim() : "";
        return half.Length > 0 ? All.FirstOrDefault(key => key.IsActive(_time.GetUtcNow()) && KeySecret.AreSame(half, key.Public)) : null;
    }

    /// <summary>Whether text is the secret of any key, also of one that opens nothing any more.</summary>
    internal ApiKey? FindBySecret(string secret)
    {
        // Digests are looked up, so the time that it takes tells nothing of a secret; the comparison is there for whoever changes that.
        var digest = KeySecret.IsWellFormed(secret) ? KeySecret.Digest(secret) : "";
        return _byDigest.TryGetValue(digest, out var key) && KeySecret.AreSame(digest, key.SecretDigest) ? key : null;
    }

    private void Learn()
    {
        lock (_gate)
        {
            var keys = new Dictionary<string, ApiKey>(StringComparer.Ordinal);
            foreach (var key in Read().Concat(_fixed))
            {
                keys[key.Id] = key;
            }

            _byId = keys.ToFrozenDictionary(StringComparer.Ordinal);
            _byDigest = keys.Values.GroupBy(key => key.SecretDigest).ToFrozenDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        }
    }

    private List<ApiKey> Read()
    {
        var keys = new List<ApiKey>();
        foreach (var document in _documents.All(KeyDocument.Kind))
        {
            try
            {
                keys.Add(KeyDocument.ToKey(document));
            }
            catch (JsonException)
            {
                LogUnreadable(_log, document.Id);
            }
        }

        return keys;
    }

    [LoggerMessage(LogLevel.Error, "What is kept under {KeyId} is not a key and opens nothing")]
    private static partial void LogUnreadable(ILogger log, string keyId);
}
