using Microsoft.AspNetCore.Http;
using Tracehouse.Query.Requests;

namespace Tracehouse.Query.Traces;

/// <summary>A filter, an order and a page, as they stand in the query string of the REST API and of the browser's address alike.</summary>
public sealed record TraceRequest(TraceFilter Filter, int Limit, long Offset)
{
    /// <summary>The page when none is asked for.</summary>
    public const int LimitDefault = 100;

    private const long OffsetMax = 1_000_000_000;
    private static readonly string[] Statuses = ["success", "error", "timeout"];

    /// <summary>Every parameter by the name of its field; a field has as many names as the documents that promise it.</summary>
    private static readonly Dictionary<string, string> FieldOf = new(StringComparer.Ordinal)
    {
        ["limit"] = "limit", ["offset"] = "offset", ["sort"] = "sort", ["cursor"] = "cursor",
        ["start_date"] = "since", ["since"] = "since",
        ["end_date"] = "until", ["until"] = "until",
        ["model_id"] = "model", ["model"] = "model",
        ["provider"] = "provider", ["status"] = "status", ["source"] = "source",
        ["routing_alias"] = "routing_alias", ["tenant_id"] = "tenant_id",
        ["search"] = "search", ["q"] = "search",
    };

    /// <summary>In which order.</summary>
    public TraceOrder Order { get; init; } = TraceOrder.Newest;

    /// <summary>Behind which trace the page begins; null for the first.</summary>
    public TraceCursor? Cursor { get; init; }

    /// <summary>Reads a query string. False when a parameter is unknown, given twice or out of range; then <paramref name="fault"/> says which and why.</summary>
    public static bool TryParse(IQueryCollection query, out TraceRequest request, out string fault)
    {
        request = new TraceRequest(TraceFilter.All, LimitDefault, 0);
        fault = "";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, values) in query.OrderBy(parameter => parameter.Key == "cursor"))
        {
            var isCondition = TraceCondition.IsKnown(name);
            if (!isCondition && !FieldOf.ContainsKey(name))
            {
                fault = $"Unknown parameter '{name}'. Known are: {string.Join(", ", FieldOf.Keys)}, {string.Join(", ", TraceCondition.Names)}.";
                return false;
            }

            if (name != TraceCondition.Tag && (!seen.Add(isCondition ? name : FieldOf[name]) || values.Count != 1))
            {
                fault = $"Parameter '{name}' is given more than once (also under another name); give it once.";
                return false;
            }

            foreach (var value in values)
            {
                if (!(isCondition ? TryCondition(name, value ?? "", ref request, out fault) : TryApply(name, FieldOf[name], value ?? "", ref request, out fault)))
                {
                    return false;
                }
            }
        }

        if (request is { Cursor: not null, Offset: > 0 })
        {
            fault = "Parameter 'offset' stands beside 'cursor'; give one or the other.";
        }

        return fault.Length == 0;
    }

    private static bool TryCondition(string name, string value, ref TraceRequest request, out string fault)
    {
        fault = "";
        if (value.Length == 0)
        {
            return true;
        }

        return TraceCondition.TryParse(name, value, out var condition, out fault)
            && Set(ref request, request with { Filter = request.Filter with { Others = request.Filter.Others.With(condition) } });
    }

    private static bool TryApply(string name, string field, string value, ref TraceRequest request, out string fault)
    {
        switch (field)
        {
            case "limit":
                return Values.TryNumber(name, value, 1, ListTraces.LimitMax, out var limit, out fault) && Set(ref request, request with { Limit = (int)limit });
            case "offset":
                return Values.TryNumber(name, value, 0, OffsetMax, out var offset, out fault) && Set(ref request, request with { Offset = offset });
            case "sort":
                return TraceOrder.TryParse(name, value, out var order, out fault) && Set(ref request, request with { Order = order });
            case "cursor":
                return TraceCursor.TryParse(name, value, request.Order, out var cursor, out fault) && Set(ref request, request with { Cursor = cursor });
            case "since":
                return Values.TryTime(name, value, out var since, out fault) && Set(ref request, request with { Filter = request.Filter with { Since = since } });
            case "until":
                return Values.TryTime(name, value, out var until, out fault) && Set(ref request, request with { Filter = request.Filter with { Until = until } });
            case "status":
                return Values.TryChoice(name, value, Statuses, out fault) && Set(ref request, request with { Filter = request.Filter with { Status = value } });
            case "search" when SearchWords.Of(value) is { Count: > SearchWords.Max } words && value.Length <= 1000:
                fault = $"Parameter '{name}' has {words.Count} words; at most {SearchWords.Max} are allowed.";
                return false;
            default:
                return Values.TryWord(name, value, out fault) && Set(ref request, request with { Filter = WithWord(request.Filter, field, value) });
        }
    }

    private static TraceFilter WithWord(TraceFilter filter, string field, string value) => field switch
    {
        "model" => filter with { Model = value },
        "provider" => filter with { Provider = value },
        "source" => filter with { Source = value },
        "routing_alias" => filter with { RoutingAlias = value },
        "tenant_id" => filter with { TenantId = value },
        _ => filter with { Search = value },
    };

    private static bool Set(ref TraceRequest request, TraceRequest changed)
    {
        request = changed;
        return true;
    }
}
