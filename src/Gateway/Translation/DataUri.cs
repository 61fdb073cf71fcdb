using System.Text;
using System.Text.Json;

namespace Tracehouse.Gateway.Translation;

/// <summary>Data in the place of an address: <c>data:image/png;base64,…</c>.</summary>
internal readonly ref struct DataUri
{
    private const int HeadLengthMax = 256;

    private DataUri(string mediaType, ReadOnlySpan<byte> base64)
    {
        MediaType = mediaType;
        Base64 = base64;
    }

    public string MediaType { get; }

    /// <summary>The data as the inside of a JSON string.</summary>
    public ReadOnlySpan<byte> Base64 { get; }

    /// <summary>Whether it says to be data, be it well written or not.</summary>
    public static bool IsData(JsonElement address) => address.RawText().StartsWith("data:"u8);

    /// <summary>False when it is no data in base 64.</summary>
    public static bool TryParse(JsonElement address, out DataUri data)
    {
        var raw = address.RawText();
        data = default;
        var comma = raw.IndexOf((byte)',');
        if (!raw.StartsWith("data:"u8) || comma is < 0 or > HeadLengthMax)
        {
            return false;
        }

        // Some writers of JSON escape every slash.
        var head = Encoding.UTF8.GetString(raw[5..comma]).Replace("\\/", "/", StringComparison.Ordinal);
        if (!head.EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        data = new DataUri(head.Split(';')[0].Trim().ToLowerInvariant(), raw[(comma + 1)..]);
        return data.MediaType.Length > 0;
    }
}
