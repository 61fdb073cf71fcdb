using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Keys;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Administration;

/// <summary>Makes, changes and takes back keys, one at a time. Each change is durable and in effect when it is answered.</summary>
internal sealed class KeyBook(IDocuments documents, KeyRing ring, KeyMeters meters, IOptions<KeysOptions> options, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);

    public AdminAnswer List() => AdminAnswer.Of(
        StatusCodes.Status200OK, new KeyList([.. ring.All.OrderBy(key => key.Project.Value, StringComparer.Ordinal).ThenBy(key => key.CreatedAt).Select(key => View(key))]), AdminJson.Default.KeyList);

    public AdminAnswer Get(string id) => ring.Find(id) is { } key ? Answer(key) : NotFound(id);

    /// <summary>The first key can manage the others, whatever was asked for: from then on nobody without a key can.</summary>
    public Task<AdminAnswer> CreateAsync(JsonElement wish, CancellationToken stop) => OneByOneAsync(async () =>
    {
        var secret = KeySecret.NewSecret();
        var isFirst = !ring.HasKeys;
        var blank = new ApiKey
        {
            Id = KeySecret.NewId(),
            Project = ProjectId.Default,
            Public = KeySecret.NewPublic(),
            SecretDigest = KeySecret.Digest(secret),
            Hint = KeySecret.HintOf(secret),
            Role = isFirst ? KeyRole.Admin : KeyRole.Member,
            CreatedAt = time.GetUtcNow(),
        };
        var (key, fault) = KeyChange.Apply(blank, wish, isNew: true);
        if (fault is not null)
        {
            return AdminAnswer.BadRequest(fault.Message, fault.Field);
        }

        if (isFirst && key.Role != KeyRole.Admin)
        {
            return AdminAnswer.BadRequest("The first key must have the role admin: from then on keys are required, and only such a key can make more.", "role");
        }

        if (ring.All.Count >= options.Value.CountMax)
        {
            return AdminAnswer.Fault(StatusCodes.Status409Conflict, "too_many_keys", $"There are {options.Value.CountMax} keys, which is the limit (Keys:CountMax).");
        }

        await documents.SaveAsync(KeyDocument.From(key), stop);
        return AdminAnswer.Of(StatusCodes.Status201Created, View(key, secret), AdminJson.Default.KeyView);
    }, stop);

    public Task<AdminAnswer> ChangeAsync(string id, JsonElement wish, CancellationToken stop) => OneByOneAsync(
        () => SaveAsync(id, key => KeyChange.Apply(key, wish, isNew: false), stop), stop);

    public Task<AdminAnswer> RevokeAsync(string id, CancellationToken stop) => OneByOneAsync(
        () => SaveAsync(id, key => (key with { RevokedAt = key.RevokedAt ?? time.GetUtcNow() }, null), stop), stop);

    /// <summary>The same key with another secret; the old one opens nothing from now on.</summary>
    public Task<AdminAnswer> RotateAsync(string id, CancellationToken stop)
    {
        var secret = KeySecret.NewSecret();
        return OneByOneAsync(() => SaveAsync(id, key => key.RevokedAt is null
            ? (key with { SecretDigest = KeySecret.Digest(secret), Hint = KeySecret.HintOf(secret) }, null)
            : (key, new KeyFault("A revoked key cannot be rotated; make another one.")), stop, secret), stop);
    }

    public void Dispose() => _writing.Dispose();

    private async Task<AdminAnswer> SaveAsync(string id, Func<ApiKey, (ApiKey Key, KeyFault? Fault)> change, CancellationToken stop, string? secret = null)
    {
        if (ring.Find(id) is not { } key)
        {
            return NotFound(id);
        }

        if (key.IsFixed)
        {
            return AdminAnswer.Fault(StatusCodes.Status409Conflict, "fixed_key", $"{key.Name} stands in the settings; change it there.");
        }

        var (changed, fault) = change(key);
        if (fault is not null)
        {
            return AdminAnswer.BadRequest(fault.Message, fault.Field);
        }

        if (IsAdmin(key) && !IsAdmin(changed) && !ring.All.Any(other => other.Id != id && IsAdmin(other)))
        {
            return AdminAnswer.Fault(StatusCodes.Status409Conflict, "last_admin_key", "This is the last key that can manage the others; make another one with the role admin first.", "role");
        }

        await documents.SaveAsync(KeyDocument.From(changed), stop);
        return AdminAnswer.Of(StatusCodes.Status200OK, View(changed, secret), AdminJson.Default.KeyView);
    }

    private async Task<AdminAnswer> OneByOneAsync(Func<Task<AdminAnswer>> step, CancellationToken stop)
    {
        await _writing.WaitAsync(stop);
        try
        {
            return await step();
        }
        finally
        {
            _writing.Release();
        }
    }

    private bool IsAdmin(ApiKey key) => key.Role == KeyRole.Admin && key.IsActive(time.GetUtcNow());

    private AdminAnswer Answer(ApiKey key) => AdminAnswer.Of(StatusCodes.Status200OK, View(key), AdminJson.Default.KeyView);

    private KeyView View(ApiKey key, string? secret = null) => KeyView.Of(key, meters, time.GetUtcNow(), secret);

    private static AdminAnswer NotFound(string id) => AdminAnswer.Fault(StatusCodes.Status404NotFound, "key_not_found", $"There is no key {id}.");
}
