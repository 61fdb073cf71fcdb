using Microsoft.AspNetCore.Http;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Keys;

/// <summary>Asks whoever comes to the gateway for a key, before anything of the request is read.</summary>
internal sealed class KeyGate(KeyRing ring)
{
    private const string HowTo = "Send it as a Bearer token, or in the header x-api-key, api-key or X-Tracehouse-Key.";

    private static readonly KeyHolder Anyone = new(null, BringsOwnKey: false);
    private static readonly KeyHolder AnyoneWithOwnKey = new(null, BringsOwnKey: true);

    /// <summary>Null for whoever may come in; who that is stands among the features then, and no key of ours is left among the headers.</summary>
    public Refusal? Admit(HttpContext context)
    {
        var bringsOwnKey = context.Request.Headers.ContainsKey(Credentials.OwnHeader);
        if (!ring.IsRequired)
        {
            context.Features.Set(bringsOwnKey ? AnyoneWithOwnKey : Anyone);
            context.Features.Set(Caller.Anyone);
            return null;
        }

        var fault = "";
        foreach (var credential in Credentials.Of(context.Request))
        {
            var check = ring.Check(credential.Secret, credential.Public);
            if (check.Key is { } key)
            {
                HideSecrets(context.Request.Headers, credential);
                context.Features.Set(new KeyHolder(key, bringsOwnKey));
                context.Features.Set(key.ToCaller());
                return null;
            }

            fault = fault.Length > 0 ? fault : check.Fault;
        }

        return Refusal.Unauthorized(fault.Length > 0 ? fault : $"This gateway asks for an API key of its own. {HowTo}");
    }

    /// <summary>
    /// Takes every key of ours out of the headers, so that none can reach a provider: that which was shown wherever else it stands, and others where keys stand.
    /// </summary>
    private void HideSecrets(IHeaderDictionary headers, Credential shown)
    {
        headers.Remove(shown.Header);
        foreach (var (name, values) in headers.ToList())
        {
            var text = values.ToString();
            if (text.Contains(shown.Secret, StringComparison.Ordinal) || (Credentials.IsUsual(name) && Credentials.SecretsIn(text).Any(secret => ring.FindBySecret(secret) is not null)))
            {
                headers.Remove(name);
            }
        }
    }
}
