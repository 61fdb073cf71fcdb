namespace Tracehouse.Gateway.Routing.Aws;

/// <summary>What requests to AWS are signed with. It is written as one text, <c>ACCESS:SECRET[:REGION[:SESSION]]</c>, and so travels where any provider's key does.</summary>
/// <param name="AccessId">Which key it is.</param>
/// <param name="Secret">The key.</param>
/// <param name="Region">The region it is for; null when that is left to the settings.</param>
/// <param name="Session">The token of a session; null for a key that lasts.</param>
internal sealed record AwsKey(string AccessId, string Secret, string? Region, string? Session)
{
    private const int RegionLengthMax = 32;

    /// <summary>Null when the environment holds none. A key of Bedrock's own goes before one to sign with.</summary>
    public static string? FromEnvironment(Func<string, string?> environment)
    {
        if (environment("AWS_BEARER_TOKEN_BEDROCK") is { Length: > 0 } bearer)
        {
            return bearer;
        }

        var (access, secret, session) = (environment("AWS_ACCESS_KEY_ID"), environment("AWS_SECRET_ACCESS_KEY"), environment("AWS_SESSION_TOKEN"));
        return string.IsNullOrEmpty(access) || string.IsNullOrEmpty(secret) ? null
            : string.IsNullOrEmpty(session) ? $"{access}:{secret}"
            : $"{access}:{secret}::{session}";
    }

    /// <summary>Whether it is to sign with, well written or not, and so must never be sent itself.</summary>
    public static bool IsToSignWith(string key) => key.Contains(':', StringComparison.Ordinal);

    public static AwsKey? TryParse(string text)
    {
        var parts = text.Split(':', 4, StringSplitOptions.TrimEntries);
        var region = parts.Length > 2 && parts[2].Length > 0 ? parts[2] : null;
        var session = parts.Length > 3 && parts[3].Length > 0 ? parts[3] : null;
        var isWhole = parts.Length > 1 && parts[0].Length > 0 && parts[1].Length > 0 && parts[0].All(char.IsAsciiLetterOrDigit) && (region is null || IsRegion(region));
        return isWhole ? new AwsKey(parts[0], parts[1], region, session) : null;
    }

    /// <summary>Whether it can be a region, which becomes part of a host's name.</summary>
    public static bool IsRegion(string text) =>
        text.Length is > 0 and <= RegionLengthMax && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');

    /// <summary>Never the key itself, wherever this is printed.</summary>
    public override string ToString() => nameof(AwsKey);
}
