using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Tracehouse.Query.Traces;

/// <summary>A filter and a page, as they stand in the query string of the REST API and of the browser's address alike.</summary>
public sealed record TraceRequest(TraceFilter Filter, int Limit, long Offset)
{
    /// <summary>The page when none is asked for.</summary>
    public const int LimitDefault = 100;

    private const long OffsetMax = 1_000_000_000;
    private const int WordLengthMax = 1000;

    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Every parameter by the name of its field; a field has as many names as the documents that promise it.</summary>
    private static readonly Dictionary<string, string> FieldOf = new(StringComparer.Ordinal)
    {
        ["limit"] = "limit", ["offset"] = "offset",
        ["start_date"] = "since", ["since"] = "since",
        ["end_date"] = "until", ["until"] = "until",
        ["model_id"] = "model", ["model"] = "model",
        ["provider"] = "provider", ["status"] = "status", ["source"] = "source",
        ["routing_alias"] = "routing_alias", ["tenant_id"] = "tenant_id",
        ["search"] = "search", ["q"] = "search",
    };

    /// <summary>Reads a query string. False when a parameter is unknown, given twice or out of range; then <paramref name="fault"/> says which and why.</summary>
    public static bool TryParse(IQueryCollection query, out TraceRequest request, out string fault)
    {
        request = new TraceRequest(TraceFilter.All, LimitDefault, 0);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, values) in query)
        {
            if (!FieldOf.TryGetValue(name, out var field))
            {
                fault = $"Unknown parameter '{name}'. Known are: {string.Join(", ", FieldOf.Keys)}.";
                return false;
            }

            if (!seen.Add(field) || values.Count != 1)
            {
                fault = $"Parameter '{name}' is given more than once (also under another name); give it once.";
                return false;
            }

            if (!TryApply(name, field, values[0] ?? "", ref request, out fault))
            {
                return false;
            }
        }

        fault = "";
        return true;
    }

    private static bool TryApply(string name, string field, string value, ref TraceRequest request, out string fault)
    {
        switch (field)
        {
            case "limit":
                return TryNumber(name, value, 1, ListTraces.LimitMax, out var limit, out fault) && Set(ref request, request with { Limit = (int)limit });
            case "offset":
                return TryNumber(name, value, 0, OffsetMax, out var offset, out fault) && Set(ref request, request with { Offset = offset });
            case "since":
                return TryTime(name, value, out var since, out fault) && Set(ref request, request with { Filter = request.Filter with { Since = since } });
            case "until":
                return TryTime(name, value, out var until, out fault) && Set(ref request, request with { Filter = request.Filter with { Until = until } });
            case "status" when value is not ("success" or "error" or "timeout" or ""):
                fault = $"Parameter '{name}' is '{value}'; it must be success, error or timeout.";
                return false;
            default:
                return TryWord(name, value, out fault) && Set(ref request, request with { Filter = WithWord(request.Filter, field, value) });
        }
    }

    private static TraceFilter WithWord(TraceFilter filter, string field, string value) => field switch
    {
        "model" => filter with { Model = value },
        "provider" => filter with { Provider = value },
        "status" => filter with { Status = value },
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

    private static bool TryNumber(string name, string value, long min, long max, out long number, out string fault)
    {
        fault = "";
        if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number >= min && number <= max)
        {
            return true;
        }

        fault = $"Parameter '{name}' is '{value}'; it must be a whole number from {min} to {max}.";
        return false;
    }

    private static bool TryTime(string name, string value, out DateTimeOffset? time, out string fault)
    {
        (time, fault) = (null, "");
        if (value.Length == 0)
        {
            return true;
        }

        if (DateTimeOffset.TryParseExact(value, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
        {
            time = parsed < TimeBounds.Earliest ? TimeBounds.Earliest : parsed > TimeBounds.Latest ? TimeBounds.Latest : parsed.ToUniversalTime();
            return true;
        }

        fault = $"Parameter '{name}' is '{value}'; it must be an ISO 8601 time such as 2026-04-18T00:00:00Z (write + as %2B), or a date such as 2026-04-18.";
        return false;
    }

    private static bool TryWord(string name, string value, out string fault)
    {
        fault = value.Length <= WordLengthMax ? "" : $"Parameter '{name}' has {value.Length} characters; at most {WordLengthMax} are allowed.";
        return fault.Length == 0;
    }
}
