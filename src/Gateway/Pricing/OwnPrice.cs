using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tracehouse.Gateway.Pricing;

/// <summary>A price that somebody made for a model. It is all there is to pay, at any time.</summary>
/// <param name="Key">The model.</param>
/// <param name="Price">What it costs.</param>
/// <param name="Version">What a cost that is worked out by it names.</param>
/// <param name="ChangedAt">When it was made through the API; null for one of the settings.</param>
internal sealed record OwnPrice(ModelKey Key, ModelPrice Price, string Version, DateTimeOffset? ChangedAt)
{
    /// <summary>Settings have no time, so their figures tell one price from the next.</summary>
    public static OwnPrice OfSettings(ModelKey key, PriceFigures figures)
    {
        var text = string.Join(';', figures.ToPrices().Select(price => string.Create(CultureInfo.InvariantCulture, $"{price.Key}={price.Value}")));
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
        return new OwnPrice(key, ModelPrice.Fixed(figures.ToPrices()), $"override:{key}@settings-{digest}", null);
    }

    public static OwnPrice OfApi(ModelKey key, PriceFigures figures, DateTimeOffset changedAt) => new(
        key, ModelPrice.Fixed(figures.ToPrices()), string.Create(CultureInfo.InvariantCulture, $"override:{key}@{changedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}"), changedAt);
}
