using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Pricing;
using Tracehouse.Gateway.Routing;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Capture;

/// <summary>What a call costs, wherever that is said: in its record, in its headers and in its answer.</summary>
internal sealed class CallPrices(PriceTable prices, TimeProvider time)
{
    private static readonly Cost Cached = new(0, 0, "cache");

    private static readonly ChatAnswer ThousandTokens = new() { Usage = new TokenUsage { Input = 500, Output = 500 } };

    /// <summary>What a thousand tokens cost, half of them in and half out; null when the price is not known.</summary>
    public decimal? OfThousandTokens(Provider provider, string model) =>
        provider.Models is not null ? 0 : Find(provider, model, ThousandTokens, time.GetUtcNow())?.TotalUsd;

    /// <summary>Null when the price or the usage is not known.</summary>
    public Cost? Of(Call call, ChatAnswer answer) => call.IsCached ? Cached
        : call.Route is not { } route ? null
        : route.Provider.Models is not null ? new Cost(0, 0, route.Provider.Name)
        : Find(route.Provider, route.Model, answer, call.StartTime);

    private Cost? Find(Provider provider, string model, ChatAnswer answer, DateTimeOffset at) => provider.NamesToPrice(model, answer.Model)
        .Select(name => prices.Price(provider.PriceName, name, answer.Usage, at, answer.CacheWritten ?? 0))
        .FirstOrDefault(cost => cost is not null);
}
