using System.Security.Cryptography;
using System.Text;

namespace Tracehouse.Observations;

/// <summary>Ids that are the same for the same seed, by the rule of Langfuse's SDKs: the first bytes of the SHA-256 of the seed in UTF-8, as lower-case hex.</summary>
internal static class SeededIds
{
    public const int TraceIdBytes = 16;
    public const int SpanIdBytes = 8;

    public static string Of(string seed, int bytes) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)).AsSpan(0, bytes));
}
