using System.Security.Cryptography;
using System.Text;

namespace Tracehouse.Gateway.Keys;

/// <summary>Makes keys and their digests. A secret has 256 random bits, so a plain digest cannot be turned back.</summary>
internal static class KeySecret
{
    private const string SecretPrefix = "th-sk-";
    private const string PublicPrefix = "th-pk-";
    private const int SecretBytes = 32;
    private const int IdBytes = 9;
    private const int HintCharacters = 4;
    private const int CharactersMax = 512;

    public static string NewSecret() => SecretPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));

    public static string NewPublic() => PublicPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));

    public static string NewId() => "key_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));

    /// <summary>Whether it can be one of our keys at all.</summary>
    public static bool IsWellFormed(string text) => text.Length is > 0 and <= CharactersMax && text.All(character => character is > ' ' and < '\x7f');

    public static string Digest(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>The end of a secret that is long enough to stay one.</summary>
    public static string HintOf(string secret) => secret.Length >= 4 * HintCharacters ? secret[^HintCharacters..] : "";

    /// <summary>Compares in a time that tells nothing.</summary>
    public static bool AreSame(string left, string right) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
