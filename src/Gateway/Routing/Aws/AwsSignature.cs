using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tracehouse.Gateway.Routing.Aws;

/// <summary>Signs requests as AWS wants it, by its Signature Version 4.</summary>
/// <param name="Service">The service's name for signing.</param>
/// <param name="Region">Where it is.</param>
/// <param name="Time">When it is called.</param>
internal sealed record AwsSignature(string Service, string Region, DateTimeOffset Time)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string End = "aws4_request";

    /// <summary>The value of the header <c>X-Amz-Date</c>.</summary>
    public string Stamp => Time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private string Scope => $"{Stamp[..8]}/{Region}/{Service}/{End}";

    /// <summary>The value of the header <c>Authorization</c>.</summary>
    /// <param name="key">What to sign with.</param>
    /// <param name="method">The method of the request.</param>
    /// <param name="path">The path as it is sent.</param>
    /// <param name="query">The query as it is sent, with or without its question mark.</param>
    /// <param name="headers">All headers to sign, host and date among them.</param>
    /// <param name="body">The body.</param>
    public string Sign(AwsKey key, string method, string path, string query, IEnumerable<(string Name, string Value)> headers, ReadOnlySpan<byte> body)
    {
        var signed = headers
            .GroupBy(header => header.Name.ToLowerInvariant(), header => Trim(header.Value))
            .OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => (Name: header.Key, Value: string.Join(',', header)))
            .ToList();
        var names = string.Join(';', signed.Select(header => header.Name));
        var lines = string.Concat(signed.Select(header => $"{header.Name}:{header.Value}\n"));
        var request = $"{method}\n{Path(path)}\n{Query(query)}\n{lines}\n{names}\n{Convert.ToHexStringLower(SHA256.HashData(body))}";
        var toSign = $"{Algorithm}\n{Stamp}\n{Scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request)))}";
        var signature = Convert.ToHexStringLower(Hash(DayKey(key.Secret), toSign));
        return $"{Algorithm} Credential={key.AccessId}/{Scope}, SignedHeaders={names}, Signature={signature}";
    }

    private byte[] DayKey(string secret) => Hash(Hash(Hash(Hash(Encoding.UTF8.GetBytes($"AWS4{secret}"), Stamp[..8]), Region), Service), End);

    private static byte[] Hash(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    /// <summary>The path once more escaped, so that what is escaped already becomes so twice. Slashes in a row count as one.</summary>
    private static string Path(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.EscapeDataString);
        var end = path.Length > 1 && path[^1] == '/' ? "/" : "";
        return $"/{string.Join('/', segments)}{end}".Replace("//", "/", StringComparison.Ordinal);
    }

    /// <summary>The query in the order of its names, and of the values of one name.</summary>
    private static string Query(string query)
    {
        var pairs = query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2));
        var ordered = pairs.Select(pair => (Name: Escape(pair[0]), Value: pair.Length > 1 ? Escape(pair[1]) : ""))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value, StringComparer.Ordinal);
        return string.Join('&', ordered.Select(pair => $"{pair.Name}={pair.Value}"));
    }

    private static string Escape(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));

    /// <summary>Spaces in a row count as one.</summary>
    private static string Trim(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
