using Microsoft.AspNetCore.Http;
using Tracehouse.Query.Traces;
using Tracehouse.Vendors.Langfuse.Filters;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>Reads which traces are asked for, in which order, and how much of them.</summary>
internal static class TraceQuery
{
    /// <summary>Langfuse's names, and ours.</summary>
    private static readonly (string Theirs, string Ours)[] Words =
    [
        ("userId", "user_id"), ("name", "name"), ("traceName", "name"), ("sessionId", "session_id"), ("version", "version"), ("release", "release"),
    ];

    private static readonly Dictionary<string, string> Orders = new(StringComparer.Ordinal)
    {
        ["timestamp"] = "created_at", ["id"] = "trace_id", ["name"] = "name", ["userId"] = "user_id", ["sessionId"] = "session_id", ["release"] = "release",
        ["version"] = "version", ["latency"] = "latency_ms", ["totalCost"] = "cost_usd", ["public"] = "created_at", ["bookmarked"] = "created_at",
    };

    /// <summary>A filter, or the answer to a query that cannot be meant.</summary>
    public static (TraceFilter? Filter, IResult? Fault) Filter(IQueryCollection query)
    {
        if (!PageRequest.TryTime(query, "fromTimestamp", out var since, out var fault) || !PageRequest.TryTime(query, "toTimestamp", out var until, out fault))
        {
            return (null, fault);
        }

        var filter = TraceFilter.All with { Since = since, Until = until, Environments = [.. query["environment"].OfType<string>().Where(word => word.Length > 0)] };
        foreach (var (theirs, ours) in Words)
        {
            if (query[theirs].ToString() is { Length: > 0 } value)
            {
                filter = filter.With(ours, value);
            }
        }

        foreach (var tag in query["tags"].OfType<string>().Where(tag => tag.Length > 0))
        {
            filter = filter.With("tag", tag);
        }

        // What is said as a list of conditions counts alone.
        var (terms, wrong) = FilterReader.Read(query, "filter");
        if (terms is not { Count: > 0 })
        {
            return (terms is null ? null : filter, wrong);
        }

        filter = TraceFilter.All with { Terms = terms };
        return filter.FaultOfTerms() is { Length: > 0 } why ? (null, Refuse.InvalidField("filter", why)) : (filter, null);
    }

    /// <summary>An order, as <c>timestamp.desc</c>, or the answer to one that there is not.</summary>
    public static (TraceOrder? Order, IResult? Fault) Order(IQueryCollection query)
    {
        var text = query["orderBy"].ToString();
        if (text.Length == 0)
        {
            return (TraceOrder.Newest, null);
        }

        var words = text.Split('.', 2);
        return Orders.TryGetValue(words[0], out var ours) && (words.Length == 1 || words[1] is "asc" or "desc" or "ASC" or "DESC")
            && TraceOrder.TryParse("orderBy", words.Length == 2 && words[1] is "asc" or "ASC" ? ours : "-" + ours, out var order, out _)
            ? (order, null)
            : (null, Refuse.InvalidField("orderBy", $"'orderBy' is '{text}'; it must be one of {string.Join(", ", Orders.Keys)}, and .asc or .desc behind it."));
    }
}
