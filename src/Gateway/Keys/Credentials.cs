using System.Text;
using Microsoft.AspNetCore.Http;

namespace Tracehouse.Gateway.Keys;

/// <summary>Finds in a request what may be a key of ours, wherever clients put it.</summary>
internal static class Credentials
{
    /// <summary>The header that is ours alone, so that the others can carry a key for the provider.</summary>
    public const string OwnHeader = "X-Tracehouse-Key";

    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    /// <summary>Headers whose whole value is a key.</summary>
    private static readonly string[] PlainHeaders = ["x-api-key", "api-key", "X-OPPER-API-KEY", "token"];

    /// <summary>All of them, the surest first. Where our own header is there, only that counts.</summary>
    public static IEnumerable<Credential> Of(HttpRequest request)
    {
        if (request.Headers.TryGetValue(OwnHeader, out var own))
        {
            return [new Credential(OwnHeader, own.ToString().Trim(), null)];
        }

        return FromAuthorization(request.Headers.Authorization.ToString()) is { } credential ? FromPlain(request).Prepend(credential) : FromPlain(request);
    }

    private static IEnumerable<Credential> FromPlain(HttpRequest request) =>
        from header in PlainHeaders
        where request.Headers.ContainsKey(header)
        select new Credential(header, request.Headers[header].ToString().Trim(), null);

    /// <summary>Whether a header is one that carries keys.</summary>
    public static bool IsUsual(string header) =>
        header.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || header.Equals(OwnHeader, StringComparison.OrdinalIgnoreCase)
        || PlainHeaders.Contains(header, StringComparer.OrdinalIgnoreCase);

    /// <summary>All that may be a secret in a header, which may have been sent more than once.</summary>
    public static IEnumerable<string> SecretsIn(string value)
    {
        foreach (var word in value.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            yield return word;
            if (PairOf(word) is { } pair)
            {
                yield return pair.Secret;
            }
        }
    }

    private static Credential? FromAuthorization(string value) =>
        value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? new Credential("Authorization", value[Bearer.Length..].Trim(), null)
        : value.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) && PairOf(value[Basic.Length..].Trim()) is { } pair ? new Credential("Authorization", pair.Secret, pair.Public)
        : null;

    /// <summary>The two halves in the credentials of HTTP Basic (RFC 7617).</summary>
    private static (string Public, string Secret)? PairOf(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var written))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, written);
        var colon = pair.IndexOf(':');
        return colon < 0 ? null : (pair[..colon], pair[(colon + 1)..]);
    }
}
