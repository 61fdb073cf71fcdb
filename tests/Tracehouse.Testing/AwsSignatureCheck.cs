using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tracehouse.Testing;

/// <summary>Checks a request's signature as AWS does, from what was received alone.</summary>
public static class AwsSignatureCheck
{
    private const string Scheme = "AWS4-HMAC-SHA256 ";

    /// <summary>Null when the signature is right; otherwise what is wrong.</summary>
    public static string? FaultOf(ReceivedRequest request, string accessId, string secret, string region, string? session = null)
    {
        if (!request.Headers.TryGetValue("Authorization", out var authorization) || !authorization.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return "There is no signature.";
        }

        var fields = authorization[Scheme.Length..].Split(',', StringSplitOptions.TrimEntries).Select(field => field.Split('=', 2)).ToDictionary(field => field[0], field => field[1]);
        if (!request.Headers.TryGetValue("X-Amz-Date", out var date) || !DateTime.TryParseExact(date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return "There is no date.";
        }

        var scope = $"{date[..8]}/{region}/bedrock/aws4_request";
        var names = fields["SignedHeaders"].Split(';');
        var mustBeSigned = request.Headers.Keys.Select(name => name.ToLowerInvariant()).Where(name => name is "host" or "content-type" || name.StartsWith("x-amz-", StringComparison.Ordinal));
        return fields["Credential"] != $"{accessId}/{scope}" ? $"The credential is {fields["Credential"]}, not {accessId}/{scope}."
            : session is not null && request.Headers.GetValueOrDefault("X-Amz-Security-Token") != session ? "The token of the session is missing."
            : mustBeSigned.Except(names).FirstOrDefault() is { } unsigned ? $"The header {unsigned} is not signed."
            : fields["Signature"] != Expected(request, names, scope, secret) ? "The signature is wrong."
            : null;
    }

    private static string Expected(ReceivedRequest request, string[] names, string scope, string secret)
    {
        var question = request.Target.IndexOf('?');
        var path = question < 0 ? request.Target : request.Target[..question];
        var query = (question < 0 ? "" : request.Target[(question + 1)..]).Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Contains('=') ? pair : pair + "=").Order(StringComparer.Ordinal);
        var canonical = new StringBuilder()
            .Append(request.Method).Append('\n')
            .Append(string.Join('/', path.Split('/').Select(Uri.EscapeDataString))).Append('\n')
            .Append(string.Join('&', query)).Append('\n');
        foreach (var name in names)
        {
            canonical.Append(name).Append(':').Append(string.Join(' ', request.Headers[name].Split(' ', StringSplitOptions.RemoveEmptyEntries))).Append('\n');
        }

        canonical.Append('\n').Append(string.Join(';', names)).Append('\n').Append(Hex(SHA256.HashData(request.Body)));
        var toSign = $"AWS4-HMAC-SHA256\n{request.Headers["X-Amz-Date"]}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())))}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));
        return Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
