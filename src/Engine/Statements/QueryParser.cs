using System.Text;

namespace Tracehouse.Engine.Statements;

/// <summary>Reads everything but an INSERT: finds the FORMAT clause at the end, INTO OUTFILE, and what comes after a semicolon.</summary>
internal static class QueryParser
{
    private static readonly string[] SelectWords = ["SELECT", "WITH", "FROM"];
    private static readonly string[] OtherReadingWords = ["SHOW", "DESCRIBE", "DESC", "EXISTS", "EXPLAIN"];

    // After one of these, FORMAT is a name and not a clause.
    private static readonly string[] WordsBeforeNames = ["SELECT", "DISTINCT", "AS", "BY", "ON", "WHERE", "HAVING", "AND", "OR", "NOT", "FROM"];

    public static Statement Parse(ReadOnlySpan<byte> sql)
    {
        var tokens = new SqlTokenizer(sql);
        var outside = new List<SqlToken>();
        var token = tokens.NextOutside();
        for (; !token.IsEnd && !tokens.Is(token, ';'); token = tokens.NextOutside())
        {
            outside.Add(token);
        }

        while (tokens.Is(token, ';'))
        {
            token = tokens.NextOutside();
        }

        if (outside.Count == 0)
        {
            return new Statement { Kind = StatementKind.Empty, HasSecondStatement = !token.IsEnd };
        }

        var end = outside[^1].End;
        var format = FindFormat(tokens, outside);
        var isSelect = (outside[0].Kind == SqlTokenKind.Group || IsOneOf(tokens, outside[0], SelectWords)) && !Has(tokens, outside, null, "INSERT");
        return new Statement
        {
            Kind = isSelect ? StatementKind.Select : StatementKind.Other,
            Reads = isSelect || IsOneOf(tokens, outside[0], OtherReadingWords),
            Format = format < 0 ? null : Encoding.UTF8.GetString(sql[outside[format + 1].Start..outside[format + 1].End]),
            FormatStart = format < 0 ? end : outside[format].Start,
            FormatEnd = format < 0 ? end : outside[format + 1].End,
            End = end,
            DataStart = end,
            HasIntoOutfile = Has(tokens, outside, "INTO", "OUTFILE"),
            HasSecondStatement = !token.IsEnd,
        };
    }

    /// <summary>The place of FORMAT among the tokens; negative when there is no such clause.</summary>
    private static int FindFormat(in SqlTokenizer tokens, List<SqlToken> outside)
    {
        for (var i = outside.Count - 2; i > 0; i--)
        {
            var before = outside[i - 1];
            if (tokens.Is(outside[i], "FORMAT")
                && outside[i + 1].Kind == SqlTokenKind.Word
                && (i + 2 == outside.Count || tokens.Is(outside[i + 2], "SETTINGS"))
                && (before.Kind != SqlTokenKind.Symbol || tokens.Is(before, '*'))
                && !IsOneOf(tokens, before, WordsBeforeNames))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Has(in SqlTokenizer tokens, List<SqlToken> outside, string? before, string word)
    {
        for (var i = 1; i < outside.Count; i++)
        {
            if (tokens.Is(outside[i], word) && (before is null || tokens.Is(outside[i - 1], before)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOneOf(in SqlTokenizer tokens, SqlToken token, string[] words)
    {
        foreach (var word in words)
        {
            if (tokens.Is(token, word))
            {
                return true;
            }
        }

        return false;
    }
}
