using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Caching;

/// <summary>What makes two requests the same: a SHA-256 over all that can change the answer.</summary>
internal readonly record struct CacheKey
{
    private readonly string _hash;

    private CacheKey(string hash) => _hash = hash;

    /// <summary>
    /// Of the body every byte counts, but for the properties <c>metadata</c>, <c>user</c> and <c>stream_options</c>, and for the model, in whose
    /// place stands who it was resolved to.
    /// </summary>
    /// <param name="request">The body.</param>
    /// <param name="circumstances">Everything else that counts, each in its place.</param>
    public static CacheKey Of(ChatRequest request, params ReadOnlySpan<string> circumstances)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var circumstance in circumstances)
        {
            // Its length goes first, as a model's name may hold whatever would stand between two.
            var bytes = Encoding.UTF8.GetBytes(circumstance);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        var body = request.Body.Span;
        var at = 0;
        foreach (var (value, isModel) in CutsOf(request))
        {
            var cut = isModel ? value : PropertyAround(body, value, at);
            hash.AppendData(body[at..cut.Start]);
            at = cut.End;
        }

        hash.AppendData(body[at..]);
        return new CacheKey(Convert.ToHexString(hash.GetHashAndReset()));
    }

    private static List<(ByteRange Value, bool IsModel)> CutsOf(ChatRequest request)
    {
        List<(ByteRange Value, bool IsModel)> cuts = [.. request.Models.Select(model => (model, true))];
        foreach (var value in (ReadOnlySpan<ByteRange>)[request.Metadata, request.User, request.StreamOptions])
        {
            if (!value.IsEmpty)
            {
                cuts.Add((value, false));
            }
        }

        cuts.Sort(static (one, other) => one.Value.Start.CompareTo(other.Value.Start));
        return cuts;
    }

    /// <summary>The property that a value belongs to, with the comma before it, or else the one behind it. The body is known to be valid, and cut up to a place.</summary>
    private static ByteRange PropertyAround(ReadOnlySpan<byte> body, ByteRange value, int at)
    {
        var blanks = SearchValues.Create(" \t\r\n"u8);
        var colon = body[..value.Start].LastIndexOf((byte)':');
        var nameEnd = body[..colon].LastIndexOf((byte)'"');
        var nameStart = body[..nameEnd].LastIndexOf((byte)'"');
        var before = body[..nameStart].LastIndexOfAnyExcept(blanks);
        if (body[before] == (byte)',' && before >= at)
        {
            return new ByteRange(before, value.End);
        }

        var behind = value.End + body[value.End..].IndexOfAnyExcept(blanks);
        return new ByteRange(nameStart, body[behind] == (byte)',' ? behind + 1 : value.End);
    }
}
