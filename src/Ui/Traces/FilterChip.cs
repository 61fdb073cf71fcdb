using Tracehouse.Ui.Formatting;

namespace Tracehouse.Ui.Traces;

/// <summary>A filter that is on, and the address without it.</summary>
internal sealed record FilterChip(string Name, string Value, string Without)
{
    public static IReadOnlyList<FilterChip> Of(BrowseAddress address)
    {
        var filter = address.Filter;
        FilterChip[] all =
        [
            new("search", filter.Search, address.Narrowed(filter with { Search = "" }).ListUrl),
            new("model", filter.Model, address.Narrowed(filter with { Model = "" }).ListUrl),
            new("provider", filter.Provider, address.Narrowed(filter with { Provider = "" }).ListUrl),
            new("status", filter.Status, address.Narrowed(filter with { Status = "" }).ListUrl),
            new("alias", filter.RoutingAlias, address.Narrowed(filter with { RoutingAlias = "" }).ListUrl),
            new("source", filter.Source, address.Narrowed(filter with { Source = "" }).ListUrl),
            new("tenant", filter.TenantId, address.Narrowed(filter with { TenantId = "" }).ListUrl),
            .. filter.Others.Select(each => new FilterChip(each.Name, each.Value, address.Narrowed(filter with { Others = filter.Others.Without(each.Name) }).ListUrl)),
            new("time", address.Range?.Title.ToLowerInvariant() ?? "", address.Within(null).ListUrl),
            new("since", TimeOf(filter.Since), address.Between(null, filter.Until).ListUrl),
            new("until", TimeOf(filter.Until), address.Between(filter.Since, null).ListUrl),
        ];
        return [.. all.Where(chip => chip.Value.Length > 0)];
    }

    private static string TimeOf(DateTimeOffset? time) => time is { } set ? Moment.Exact(set).Replace(".000", "", StringComparison.Ordinal) : "";
}
