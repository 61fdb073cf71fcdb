using Microsoft.AspNetCore.Http;
using Tracehouse.Query.OpenApi;
using Tracehouse.Query.Requests;
using Tracehouse.Query.Traces;

namespace Tracehouse.Query.Groups;

/// <summary>Which traces are summed up, in which order the sums come, and which page of them, as they stand in a query string.</summary>
/// <param name="Filter">The traces.</param>
/// <param name="Order">The order.</param>
/// <param name="Page">The page.</param>
internal sealed record GroupRequest(TraceFilter Filter, GroupOrder Order, Page Page)
{
    private const int LimitDefault = 100;
    private static readonly string[] Own = ["limit", "cursor", "sort"];

    /// <summary>Every parameter, for the description of the API.</summary>
    public static IReadOnlyList<Parameter> Parameters { get; } =
    [
        .. Parameter.Window(SumTraces.LimitMax),
        new("sort", "string", $"{string.Join(", ", GroupOrder.Names)}; with a minus before it, the largest first"),
        .. TraceParameters.Filters,
    ];

    /// <summary>False when a parameter is unknown, given twice or out of range; then <paramref name="fault"/> says which and why.</summary>
    /// <param name="query">The query string.</param>
    /// <param name="usual">The order when none is asked for.</param>
    /// <param name="others">Parameters that somebody else reads.</param>
    /// <param name="request">What was read.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryParse(IQueryCollection query, GroupOrder usual, string[] others, out GroupRequest request, out string fault)
    {
        var order = usual;
        var filters = new QueryCollection(query.Where(parameter => !Own.Contains(parameter.Key) && !others.Contains(parameter.Key)).ToDictionary());
        request = new GroupRequest(TraceFilter.All, usual, default);
        if (!Page.TryParse(query, LimitDefault, SumTraces.LimitMax, out var page, out fault)
            || !GroupOrder.TryParse("sort", query["sort"].ToString(), ref order, out fault)
            || !TraceRequest.TryParse(filters, out var traces, out fault))
        {
            return false;
        }

        if (traces.Offset > 0)
        {
            fault = "Parameter 'offset' is not known here; take 'cursor'.";
            return false;
        }

        request = new GroupRequest(traces.Filter, order, page);
        return true;
    }
}
