using System.Globalization;
using Tracehouse.Query.Requests;
using Tracehouse.Query.Sql;

namespace Tracehouse.Query.Metrics;

/// <summary>Makes conditions of a statement out of what is asked for.</summary>
internal static class TermConditions
{
    private static readonly string[] Comparisons = ["=", "<>", "!=", ">", "<", ">=", "<="];

    /// <summary>False when there is no such column, or it is not compared that way; then <paramref name="fault"/> says so.</summary>
    /// <param name="sql">Takes the condition.</param>
    /// <param name="columns">What there is.</param>
    /// <param name="term">What is asked for.</param>
    /// <param name="payloadKey">By what the rows are found among payloads: <c>trace_id</c>, or that and the span.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryAdd(Conditions sql, IReadOnlyList<Column> columns, FilterTerm term, string payloadKey, out string fault)
    {
        if (columns.FirstOrDefault(column => column.Name == term.Column) is not { } column)
        {
            fault = $"There is no column '{term.Column}' to filter by. There are: {string.Join(", ", columns.Select(each => each.Name))}.";
            return false;
        }

        var isKnown = column.Type switch
        {
            ColumnType.Number => TryNumber(sql, column, term),
            ColumnType.Time => TryTime(sql, column, term),
            ColumnType.List => TryList(sql, column, term),
            ColumnType.Pairs => TryPairs(sql, column, term, payloadKey),
            _ => TryText(sql, column.Sql, term.Operator, term.Values),
        };
        fault = isKnown ? "" : $"Column '{term.Column}' is not compared by '{term.Operator}' with '{string.Join(", ", term.Values)}'.";
        return isKnown;
    }

    private static bool TryText(Conditions sql, string column, string comparison, IReadOnlyList<string> values)
    {
        var value = values.Count > 0 ? values[0] : "";
        switch (comparison)
        {
            case "=" when values.Count == 1:
                sql.And($"{column} = {{}}", value);
                return true;
            case "<>" or "!=" when values.Count == 1:
                sql.And($"{column} != {{}}", value);
                return true;
            case "contains" or "matches" when values.Count == 1:
                sql.And($"positionCaseInsensitiveUTF8({column}, {{}}) > 0", value);
                return true;
            case "does not contain" when values.Count == 1:
                sql.And($"positionCaseInsensitiveUTF8({column}, {{}}) = 0", value);
                return true;
            case "starts with" when values.Count == 1:
                sql.And($"startsWith({column}, {{}})", value);
                return true;
            case "ends with" when values.Count == 1:
                sql.And($"endsWith({column}, {{}})", value);
                return true;
            case "any of":
                sql.And($"{column} IN {{}}", values);
                return true;
            case "none of":
                sql.And($"{column} NOT IN {{}}", values);
                return true;
            case "is null":
                sql.And($"{column} = ''");
                return true;
            case "is not null":
                sql.And($"{column} != ''");
                return true;
            default:
                return false;
        }
    }

    private static bool TryNumber(Conditions sql, Column column, FilterTerm term)
    {
        if (term.Operator is "is null" or "is not null")
        {
            sql.And($"({column.Sql}) {term.Operator.ToUpperInvariant()}");
            return true;
        }

        if (!Comparisons.Contains(term.Operator) || term.Values.Count != 1
            || !double.TryParse(term.Values[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        sql.And($"ifNull(toFloat64({column.Sql}) {term.Operator} {{}}, false)", number);
        return true;
    }

    private static bool TryTime(Conditions sql, Column column, FilterTerm term)
    {
        if (!Comparisons.Contains(term.Operator) || term.Values.Count != 1 || !Values.TryTime(column.Name, term.Values[0], out var time, out _) || time is null)
        {
            return false;
        }

        sql.And($"{column.Sql} {term.Operator} {sql.Bind(time.Value)}");
        return true;
    }

    private static bool TryList(Conditions sql, Column column, FilterTerm term)
    {
        switch (term.Operator)
        {
            case "any of":
                sql.And($"hasAny({column.Sql}, {{}})", term.Values);
                return true;
            case "none of":
                sql.And($"NOT hasAny({column.Sql}, {{}})", term.Values);
                return true;
            case "all of" or "=" or "contains":
                sql.And($"hasAll({column.Sql}, {{}})", term.Values);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Pairs stand as key=value beside what was said.</summary>
    private static bool TryPairs(Conditions sql, Column column, FilterTerm term, string payloadKey)
    {
        if (term.Key.Length == 0 || term.Values.Count != 1)
        {
            return false;
        }

        var prefix = $"{column.Sql}.{term.Key}=";
        var (isNot, test) = term.Operator switch
        {
            "=" => (false, $"has(pairs, {sql.Bind(prefix + term.Values[0])})"),
            "<>" or "!=" => (true, $"has(pairs, {sql.Bind(prefix + term.Values[0])})"),
            "starts with" => (false, $"arrayExists(pair -> startsWith(pair, {sql.Bind(prefix + term.Values[0])}), pairs)"),
            "contains" => (false, Contains()),
            "does not contain" => (true, Contains()),
            _ => (false, ""),
        };
        if (test.Length > 0)
        {
            sql.And($"{payloadKey} {(isNot ? "NOT IN" : "IN")} (SELECT {payloadKey} FROM span_payloads WHERE project = {{project:String}} AND {test})");
        }

        return test.Length > 0;

        string Contains()
        {
            var (start, part) = (sql.Bind(prefix), sql.Bind(term.Values[0]));
            return $"arrayExists(pair -> startsWith(pair, {start}) AND positionCaseInsensitiveUTF8(substring(pair, length({start}) + 1), {part}) > 0, pairs)";
        }
    }
}
