using Tracehouse.Gateway.Pricing;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Capture;

/// <summary>What a call costs, wherever that is said: in its record, in its headers and in its answer.</summary>
internal sealed class CallPrices(PriceTable prices)
{
    private static readonly Cost Cached = new(0, 0, "cache");

    /// <summary>Null when the price or the usage is not known.</summary>
    public Cost? Of(Call call, TokenUsage usage, long cacheWritten = 0) => call.IsCached ? Cached
        : call.Route is not { } route ? null
        : route.Provider.Models is not null ? new Cost(0, 0, route.Provider.Name)
        : prices.Price(route.Provider.PriceName, route.Model, usage, call.StartTime, cacheWritten);
}
