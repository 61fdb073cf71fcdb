using System.Text;

namespace Tracehouse.Ingest.Otlp.Decoding;

/// <summary>Ids of traces and spans as lower-case hex digits.</summary>
internal static class OtlpId
{
    public const int TraceBytes = 16;
    public const int SpanBytes = 8;

    /// <summary>False when there are bytes, but not as many as there must be. Null for no bytes, or only zeros, which mean no id.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, int length, out string? id)
    {
        id = null;
        if (!bytes.ContainsAnyExcept((byte)0) && (bytes.Length == 0 || bytes.Length == length))
        {
            return true;
        }

        if (bytes.Length != length)
        {
            return false;
        }

        id = Convert.ToHexStringLower(bytes);
        return true;
    }

    /// <summary>The same from hex digits of either case.</summary>
    public static bool TryFromHex(string? text, int length, out string? id)
    {
        id = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        Span<byte> bytes = stackalloc byte[TraceBytes];
        return text.Length == 2 * length
            && Convert.FromHexString(text, bytes, out _, out var written) == System.Buffers.OperationStatus.Done
            && TryFromBytes(bytes[..written], length, out id);
    }

    /// <summary>What is wrong with an id, for the sender.</summary>
    public static string Fault(string which, int length) => new StringBuilder("A ").Append(which).Append(" must be ").Append(length).Append(" bytes, not all zero.").ToString();
}
