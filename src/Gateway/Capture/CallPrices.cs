using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Pricing;
using Tracehouse.Gateway.Routing;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Capture;

/// <summary>What a call costs, wherever that is said: in its record, in its headers and in its answer.</summary>
internal sealed class CallPrices(PriceBook prices, TimeProvider time)
{
    private static readonly Cost Cached = new(0, 0, "cache");

    private static readonly TokenUsage ThousandTokens = new() { Input = 500, Output = 500 };

    /// <summary>What a thousand tokens cost, half of them in and half out; null when the price is not known.</summary>
    public decimal? OfThousandTokens(Provider provider, string model) => prices.Price(provider.Name, model, null, ThousandTokens, time.GetUtcNow())?.TotalUsd;

    /// <summary>Null when the price or the usage is not known.</summary>
    public Cost? Of(Call call, ChatAnswer answer) => call.IsCached ? Cached
        : call.Route is not { } route ? null
        : prices.PriceOwn(call.Holder.Project, [answer.Model ?? "", route.Model], answer.Usage, call.StartTime)
            ?? prices.Price(route.Provider.Name, route.Model, answer.Model, answer.Usage, call.StartTime);
}
