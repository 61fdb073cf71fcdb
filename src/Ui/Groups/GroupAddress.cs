using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tracehouse.Query.Groups;
using Tracehouse.Query.Requests;

namespace Tracehouse.Ui.Groups;

/// <summary>What the address of a list of sessions or users says.</summary>
/// <param name="Path">Where the list is.</param>
public sealed record GroupAddress(string Path)
{
    /// <summary>How many lines a page has.</summary>
    public const int Limit = 50;

    public GroupOrder Order { get; init; } = GroupOrder.LastSeen;

    public int Start { get; init; }

    internal Page Page => new(Limit, Start);

    /// <summary>What cannot be read is as if it were not there: it only says where in the list one is.</summary>
    public static GroupAddress Parse(string path, IQueryCollection query)
    {
        var order = GroupOrder.LastSeen;
        GroupOrder.TryParse("sort", query["sort"].ToString(), ref order, out _);
        return new GroupAddress(path) { Order = order, Start = int.TryParse(query["offset"], NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 0 };
    }

    /// <summary>Another page of the same list.</summary>
    public string UrlFrom(int start) => Path + "?" + string.Join('&', Parameters(Order.Text, start));

    /// <summary>The first page in another order; in the same one, the other way round.</summary>
    public string SortedUrl(string property) => Path + "?" + string.Join('&', Parameters(Order.Text == "-" + property ? property : "-" + property, 0));

    /// <summary>How a column is sorted, for those who cannot see it.</summary>
    public string? SortOf(string property) => Order.Text == property ? "ascending" : Order.Text == "-" + property ? "descending" : null;

    private static IEnumerable<string> Parameters(string order, int start)
    {
        yield return "sort=" + order;
        if (start > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"offset={start}");
        }
    }
}
