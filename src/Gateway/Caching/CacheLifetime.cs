using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace Tracehouse.Gateway.Caching;

/// <summary>For how long a caller wants its answer to be kept: by our header, or by those of Helicone.</summary>
internal static class CacheLifetime
{
    public const string Header = "X-OpenTracy-Cache-Ttl";

    private const string OwnHeader = "x-tracehouse-cache-ttl";
    private const string HeliconeSwitch = "Helicone-Cache-Enabled";

    private static readonly TimeSpan HeliconeDefault = TimeSpan.FromDays(7);

    /// <summary>False when the header is not understood. The lifetime is null when the caller says nothing, and zero when it wants no caching.</summary>
    public static bool TryRead(IHeaderDictionary headers, int secondsMax, out TimeSpan? lifetime)
    {
        lifetime = null;
        var header = headers[Header].Count > 0 ? headers[Header] : headers[OwnHeader];
        if (header.Count > 0)
        {
            var isNumber = int.TryParse(header.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
            lifetime = TimeSpan.FromSeconds(seconds);
            return isNumber && seconds <= secondsMax;
        }

        if (headers[HeliconeSwitch].ToString().Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            var wanted = CacheControlHeaderValue.TryParse(headers.CacheControl.ToString(), out var control) && control.MaxAge is { } age ? age : HeliconeDefault;
            lifetime = TimeSpan.FromSeconds(Math.Clamp(wanted.TotalSeconds, 0, secondsMax));
        }

        return true;
    }
}
