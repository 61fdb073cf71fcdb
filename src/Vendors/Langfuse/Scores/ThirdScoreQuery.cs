using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tracehouse.Query.Scores;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Scores;

/// <summary>Reads by what the query string of the third version asks for scores; most parameters are lists with commas.</summary>
internal static class ThirdScoreQuery
{
    private static readonly string[] DataTypes = ["numeric", "boolean", "categorical", "text", "correction"];

    /// <summary>False with the answer to give when a value is out of range or two do not go together.</summary>
    public static bool TryParse(IQueryCollection query, out ScoreFilter filter, [NotNullWhen(false)] out IResult? fault)
    {
        filter = new ScoreFilter();
        var types = Words("dataType").Select(type => type.ToLowerInvariant()).ToArray();
        if (!PageRequest.TryTime(query, "fromTimestamp", out var since, out fault)
            || !PageRequest.TryTime(query, "toTimestamp", out var until, out fault)
            || !ScoreQuery.TryNumber(query, "valueMin", out var min, out fault)
            || !ScoreQuery.TryNumber(query, "valueMax", out var max, out fault))
        {
            return false;
        }

        fault = FaultOf(query, types);
        if (fault is not null || !TryValues(Words("value"), types, out var choice, out fault))
        {
            return false;
        }

        choice = choice with
        {
            Ids = Words("id"), Names = Words("name"), Sources = [.. Words("source").Select(word => word.ToLowerInvariant())], DataTypes = types, Environments = Words("environment"),
            ConfigIds = Words("configId"), Authors = Words("authorUserId"), SpanIds = Words("observationId"), SessionIds = Words("sessionId"), Attached = Attached(),
        };
        filter = new ScoreFilter
        {
            TraceIds = [.. Words("traceId").Select(ScoreQuery.TraceOf)], ValueMin = min, ValueMax = max, Since = since, Until = until, Choice = choice,
        };
        return true;

        string[] Words(string name) => ScoreQuery.Words(query, name);

        Dictionary<string, IReadOnlyCollection<string>> Attached()
        {
            var attached = new Dictionary<string, IReadOnlyCollection<string>>();
            foreach (var (parameter, name) in new[] { ("queueId", OwnWords.Queue), ("experimentId", OwnWords.Run) })
            {
                if (Words(parameter) is { Length: > 0 } words)
                {
                    attached[name] = words;
                }
            }

            return attached;
        }
    }

    private static IResult? FaultOf(IQueryCollection query, string[] types)
    {
        if (types.FirstOrDefault(type => !DataTypes.Contains(type)) is { } unknown)
        {
            return Refuse.InvalidField("dataType", $"'dataType' has '{unknown}'; it must be of {string.Join(", ", DataTypes).ToUpperInvariant()}.");
        }

        if ((query.ContainsKey("valueMin") || query.ContainsKey("valueMax")) && types is not ["numeric"])
        {
            return Refuse.InvalidField(query.ContainsKey("valueMin") ? "valueMin" : "valueMax", "'valueMin' and 'valueMax' need dataType=NUMERIC.");
        }

        if (query.ContainsKey("observationId") && !query.ContainsKey("traceId"))
        {
            return Refuse.InvalidField("observationId", "'observationId' needs 'traceId'.");
        }

        return new[] { "traceId", "sessionId", "experimentId" }.Count(query.ContainsKey) > 1
            ? Refuse.InvalidField("traceId", "Only one of 'traceId', 'sessionId' and 'experimentId' may be given.")
            : null;
    }

    private static bool TryValues(string[] values, string[] types, out ScoreChoice choice, [NotNullWhen(false)] out IResult? fault)
    {
        (choice, fault) = (new ScoreChoice(), null);
        if (values.Length == 0)
        {
            return true;
        }

        switch (types)
        {
            case ["categorical"]:
                choice = choice with { StringValues = values };
                return true;
            case ["boolean"] when values.All(value => value is "true" or "false" or "1" or "0"):
                choice = choice with { Numbers = [.. values.Select(value => value is "true" or "1" ? 1.0 : 0.0)] };
                return true;
            case ["numeric"] when values.All(value => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)):
                choice = choice with { Numbers = [.. values.Select(value => double.Parse(value, CultureInfo.InvariantCulture))] };
                return true;
            default:
                fault = Refuse.InvalidField("value", "'value' needs one dataType of NUMERIC, BOOLEAN or CATEGORICAL, and values of that type.");
                return false;
        }
    }
}
