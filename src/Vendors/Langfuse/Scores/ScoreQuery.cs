using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tracehouse.Query.Scores;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Filters;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Scores;

/// <summary>Reads by what the query string of the first and the second version asks for scores.</summary>
internal static class ScoreQuery
{
    /// <summary>False with the answer to give when a value is out of range.</summary>
    public static bool TryParse(IQueryCollection query, out ScoreFilter filter, [NotNullWhen(false)] out IResult? fault)
    {
        filter = new ScoreFilter();
        if (!PageRequest.TryTime(query, "fromTimestamp", out var since, out fault)
            || !PageRequest.TryTime(query, "toTimestamp", out var until, out fault)
            || !TryNumber(query, "value", out var value, out fault)
            || !TryWord(query, "dataType", ["NUMERIC", "BOOLEAN", "CATEGORICAL", "TEXT", OwnWords.Correction], out var type, out fault)
            || !TryWord(query, "source", ["API", "ANNOTATION", "EVAL"], out var source, out fault)
            || !TryWord(query, "operator", ["<", ">", "<=", ">=", "=", "!="], out var comparison, out fault))
        {
            return false;
        }

        var (terms, wrong) = FilterReader.Read(query, "filter");
        if (terms is null)
        {
            fault = wrong!;
            return false;
        }

        if (new ScoreFilter { Terms = terms }.FaultOfTerms() is { Length: > 0 } why)
        {
            fault = Refuse.InvalidField("filter", why);
            return false;
        }

        var choice = new ScoreChoice
        {
            Ids = Words(query, "scoreIds"),
            SpanIds = Words(query, "observationId"),
            ConfigIds = Words(query, "configId"),
            Environments = [.. query["environment"].OfType<string>().Where(word => word.Length > 0)],
            DataTypes = type.Length > 0 ? [type.ToLowerInvariant()] : [],
            UserId = query["userId"].ToString(),
            TraceTags = [.. query["traceTags"].OfType<string>().SelectMany(tags => tags.Split(',')).Where(tag => tag.Length > 0)],
            Attached = Attached(("queueId", OwnWords.Queue), ("datasetRunId", OwnWords.Run)),
        };
        filter = Compared(comparison, value, new ScoreFilter
        {
            TraceId = TraceOf(query["traceId"].ToString()), SessionId = query["sessionId"].ToString(), Name = query["name"].ToString(), Source = source.ToLowerInvariant(),
            Since = since, Until = until, Choice = choice, Terms = terms,
        });
        return true;

        Dictionary<string, IReadOnlyCollection<string>> Attached(params (string Parameter, string Name)[] names) => names
            .Where(name => query[name.Parameter].ToString().Length > 0)
            .ToDictionary(name => name.Name, name => (IReadOnlyCollection<string>)Words(query, name.Parameter));
    }

    /// <summary>The words of a list with commas.</summary>
    public static string[] Words(IQueryCollection query, string name) =>
        query[name].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A trace's id as it is kept.</summary>
    public static string TraceOf(string id) => TraceId.TryParse(id, out var trace) ? trace.Value : id;

    /// <summary>A number, or null for none.</summary>
    public static bool TryNumber(IQueryCollection query, string name, out double? number, [NotNullWhen(false)] out IResult? fault)
    {
        (number, fault) = (null, null);
        var text = query[name].ToString();
        if (text.Length == 0)
        {
            return true;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) && double.IsFinite(parsed))
        {
            number = parsed;
            return true;
        }

        fault = Refuse.InvalidField(name, $"'{name}' is '{text}'; it must be a number.");
        return false;
    }

    private static bool TryWord(IQueryCollection query, string name, string[] words, out string word, [NotNullWhen(false)] out IResult? fault)
    {
        word = query[name].ToString();
        fault = word.Length == 0 || words.Contains(word) ? null : Refuse.InvalidField(name, $"'{name}' is '{word}'; it must be one of {string.Join(", ", words)}.");
        return fault is null;
    }

    private static ScoreFilter Compared(string comparison, double? value, ScoreFilter filter) => comparison switch
    {
        ">" => filter with { Choice = filter.Choice! with { Above = value } },
        "<" => filter with { Choice = filter.Choice! with { Below = value } },
        "!=" => filter with { Choice = filter.Choice! with { Not = value } },
        ">=" => filter with { ValueMin = value },
        "<=" => filter with { ValueMax = value },
        _ => filter with { ValueMin = value, ValueMax = value },
    };
}
