using Tracehouse.Records;

namespace Tracehouse.Ingest.Receiving;

/// <summary>Works out what calls cost whose senders did not say.</summary>
internal sealed class SpanPricing(IPriceBook prices)
{
    /// <summary>The record with its cost, where that is known.</summary>
    public SpanRecord Priced(SpanRecord record) => record.Cost is null && Price(record) is { } cost ? record with { Cost = cost } : record;

    /// <summary>By what the project itself says its model costs; else by the model that answered, or else the one that was asked for; a name that only one of them is priced by is enough.</summary>
    private Cost? Price(SpanRecord record) => record.Usage is not ({ Input: > 0 } or { Output: > 0 } or { Details.Count: > 0 }) ? null
        : prices.PriceOwn(record.Project, [record.Model, record.ModelAsked], record.Usage, record.StartTime) is { } own ? own
        : record.Provider.Length == 0 || record.Usage is not ({ Input: > 0 } or { Output: > 0 }) ? null
        : prices.Price(record.Provider, record.Model, record.Usage, record.StartTime)
            ?? (record.ModelAsked == record.Model ? null : prices.Price(record.Provider, record.ModelAsked, record.Usage, record.StartTime));
}
