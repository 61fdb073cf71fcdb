using System.Security.Cryptography;
using System.Text;

namespace Tracehouse.Ingest.Mirroring.Wire;

/// <summary>Ids as OTLP has them. Those of other systems, which may be any text, become the beginning of their hash, the same for the same id.</summary>
internal static class OtlpId
{
    private const int TraceBytes = 16;
    private const int SpanBytes = 8;

    public static byte[] OfTrace(string id) => Bytes(id, TraceBytes);

    public static byte[] OfSpan(string id) => Bytes(id, SpanBytes);

    /// <summary>Whether an id is one of OTLP as it stands.</summary>
    public static bool IsOwn(string id, bool isTrace) => id.Length == (isTrace ? TraceBytes : SpanBytes) * 2 && id.All(char.IsAsciiHexDigit);

    private static byte[] Bytes(string id, int bytes) => IsOwn(id, bytes == TraceBytes) ? Convert.FromHexString(id) : SHA256.HashData(Encoding.UTF8.GetBytes(id))[..bytes];
}
