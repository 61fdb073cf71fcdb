using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tracehouse.Query.Groups;
using Tracehouse.Query.Requests;
using Tracehouse.Ui.Traces;

namespace Tracehouse.Ui.Groups;

/// <summary>What the address of a list of sessions or users says.</summary>
/// <param name="Path">Where the list is.</param>
public sealed record GroupAddress(string Path)
{
    /// <summary>How many lines a page has.</summary>
    public const int Limit = 50;

    public GroupOrder Order { get; init; } = GroupOrder.LastSeen;

    public int Start { get; init; }

    /// <summary>Which traces are added up.</summary>
    public BrowseAddress Traces { get; init; } = BrowseAddress.Empty;

    /// <summary>What is wrong with the filters; empty when nothing is.</summary>
    public string Fault { get; init; } = "";

    internal Page Page => new(Limit, Start);

    /// <summary>What cannot be read is as if it were not there: it only says where in the list one is.</summary>
    public static GroupAddress Parse(string path, IQueryCollection query)
    {
        var order = GroupOrder.LastSeen;
        GroupOrder.TryParse("sort", query["sort"].ToString(), ref order, out _);
        return new GroupAddress(path) { Order = order, Start = int.TryParse(query["offset"], NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 0 };
    }

    /// <summary>The same for a list that can be filtered.</summary>
    public static GroupAddress ParseList(string path, IQueryCollection query)
    {
        var address = Parse(path, query);
        var filters = new QueryCollection(query.Where(parameter => parameter.Key is not ("sort" or "offset")).ToDictionary());
        BrowseAddress.TryParse(filters, out var traces, out var fault);
        return address with { Fault = fault, Traces = traces with { List = path, OtherOrder = address.Order == GroupOrder.LastSeen ? "" : address.Order.Text } };
    }

    /// <summary>Another page of the same list.</summary>
    public string UrlFrom(int start) => Url(Order.Text, start);

    /// <summary>The first page in another order; in the same one, the other way round.</summary>
    public string SortedUrl(string property) => Url(Order.Text == "-" + property ? property : "-" + property, 0);

    /// <summary>How a column is sorted, for those who cannot see it.</summary>
    public string? SortOf(string property) => Order.Text == property ? "ascending" : Order.Text == "-" + property ? "descending" : null;

    private string Url(string order, int start)
    {
        var filters = Traces with { List = Path, OtherOrder = order };
        return filters.ListUrl + (start > 0 ? string.Create(CultureInfo.InvariantCulture, $"&offset={start}") : "");
    }
}
