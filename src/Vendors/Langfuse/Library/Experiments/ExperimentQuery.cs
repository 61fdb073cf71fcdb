using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Tracehouse.Query.Requests;
using Tracehouse.Vendors.Langfuse.Http;
using Tracehouse.Vendors.Langfuse.Library.Runs;
using Tracehouse.Vendors.Langfuse.Library.Shelves;

namespace Tracehouse.Vendors.Langfuse.Library.Experiments;

/// <summary>Which experiments are meant, as they stand in a query string. An empty list lets everything through.</summary>
internal sealed record ExperimentQuery(Page Page, DateTimeOffset Since, DateTimeOffset? Until, int ScoreLimit, string[] Fields, string[] Ids, string[] Names, string[] DatasetIds)
{
    private const int LimitMax = 100;
    private const int LimitUsual = 50;
    private const int ScoreLimitMax = 50;

    /// <summary>Reads it; false with the answer to give when a value is missing or out of range.</summary>
    /// <param name="query">The query string.</param>
    /// <param name="prefix">What stands before the names of ids and names.</param>
    /// <param name="asked">What was read.</param>
    /// <param name="fault">The answer to give.</param>
    public static bool TryParse(IQueryCollection query, string prefix, [NotNullWhen(true)] out ExperimentQuery? asked, [NotNullWhen(false)] out IResult? fault)
    {
        asked = null;
        if (!Page.TryParse(query, LimitUsual, LimitMax, out var page, out var why))
        {
            fault = Refuse.Invalid(why);
            return false;
        }

        if (!PageRequest.TryTime(query, "fromStartTime", out var since, out fault) || !PageRequest.TryTime(query, "toStartTime", out var until, out fault)
            || !PageRequest.TryNumber(query, "scoreLimit", ScoreLimitMax, 1, ScoreLimitMax, out var scoreLimit, out fault))
        {
            return false;
        }

        fault = since is null ? Refuse.InvalidField("fromStartTime", "'fromStartTime' is missing: the time from which on experiments are meant.")
            : query["filter"].ToString() is { Length: > 2 } ? Refuse.InvalidField("filter", "'filter' is not understood here; ask by the parameters for ids, names and datasets.")
            : null;
        if (fault is not null)
        {
            return false;
        }

        var (id, name) = prefix.Length == 0 ? ("id", "name") : ($"{prefix}Id", $"{prefix}Name");
        asked = new ExperimentQuery(page, since!.Value, until, scoreLimit, Words(query, "fields"), Words(query, id), Words(query, name), Words(query, "datasetId"));
        return true;
    }

    /// <summary>Whether a group of fields is asked for.</summary>
    public bool Has(string group) => Fields.Contains(group);

    /// <summary>Whether a run is meant, whenever it was.</summary>
    public bool Means(Kept<DatasetRun> run) =>
        (Ids.Length == 0 || Ids.Contains(run.Entity.Id)) && (Names.Length == 0 || Names.Contains(run.Entity.Name)) && (DatasetIds.Length == 0 || DatasetIds.Contains(run.Entity.Parent));

    /// <summary>Whether a time is meant.</summary>
    public bool Means(DateTimeOffset time) => time >= Since && (Until is null || time < Until);

    private static string[] Words(IQueryCollection query, string name) =>
        query[name].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
