using Microsoft.AspNetCore.Http;
using Tracehouse.Query.Observations;
using Tracehouse.Vendors.Langfuse.Filters;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>Reads which observations are asked for.</summary>
internal static class ObservationQuery
{
    private static readonly string[] Levels = ["DEBUG", "DEFAULT", "WARNING", "ERROR"];

    /// <summary>A filter, or the answer to a query that cannot be meant.</summary>
    public static (ObservationFilter? Filter, IResult? Fault) Filter(IQueryCollection query)
    {
        if (!PageRequest.TryTime(query, "fromStartTime", out var since, out var fault) || !PageRequest.TryTime(query, "toStartTime", out var until, out fault))
        {
            return (null, fault);
        }

        var level = Word("level");
        if (level.Length > 0 && !Levels.Contains(level))
        {
            return (null, Refuse.InvalidField("level", $"'level' is '{level}'; it must be one of {string.Join(", ", Levels)}."));
        }

        var (terms, wrong) = FilterReader.Read(query, "filter");
        if (terms is null)
        {
            return (null, wrong);
        }

        // What is said as a list of conditions counts alone.
        var parent = query.ContainsKey("parentObservationId") ? Word("parentObservationId") : null;
        return (terms.Count > 0 ? new ObservationFilter { Terms = terms } : new ObservationFilter
        {
            Name = Word("name"),
            UserId = Word("userId"),
            SessionId = Word("sessionId"),
            Kind = Word("type").ToLowerInvariant(),
            TraceIds = Word("traceId") is { Length: > 0 } trace ? [Ids.TryTrace(trace, "traceId", out var id, out _) ? id.Value : trace] : [],
            Level = level.ToLowerInvariant(),
            ParentSpanId = parent ?? "",
            HasParent = parent is "" ? false : null,
            IsRoot = Word("isRootObservation") switch { "true" => true, "false" => false, _ => null },
            Version = Word("version"),
            Environments = [.. query["environment"].OfType<string>().Where(word => word.Length > 0)],
            Since = since,
            Until = until,
        }, null);

        string Word(string name) => query[name].ToString();
    }
}
