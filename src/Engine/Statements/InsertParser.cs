using System.Text;

namespace Tracehouse.Engine.Statements;

/// <summary>Reads an INSERT up to where its data begins; the data is not looked at, as it may be anything.</summary>
internal static class InsertParser
{
    public static Statement Parse(ReadOnlySpan<byte> sql)
    {
        var tokens = new SqlTokenizer(sql);
        var token = SkipTarget(ref tokens);
        SqlToken previous = default;
        for (; !token.IsEnd && !tokens.Is(token, ';'); token = tokens.NextOutside())
        {
            if (tokens.Is(token, "VALUES"))
            {
                return WithData("Values", token.Start, token.End, token.End, token.End);
            }

            if (tokens.Is(token, "FORMAT"))
            {
                return AtFormat(sql, tokens, token);
            }

            if (tokens.Is(token, "INFILE") && tokens.Is(previous, "FROM"))
            {
                return new Statement { Kind = StatementKind.Other, HasFromInfile = true };
            }

            if (tokens.Is(token, "SELECT") || tokens.Is(token, "WITH"))
            {
                return QueryParser.Parse(sql) with { Kind = StatementKind.Other };
            }

            previous = token;
        }

        return QueryParser.Parse(sql) with { Kind = StatementKind.Other };
    }

    /// <summary>Passes INSERT INTO and the name of the table, so that a table called "values" is not taken for the keyword.</summary>
    private static SqlToken SkipTarget(ref SqlTokenizer tokens)
    {
        _ = tokens.NextOutside();
        var token = tokens.NextOutside();
        while (tokens.Is(token, "INTO") || tokens.Is(token, "TABLE") || tokens.Is(token, "FUNCTION"))
        {
            token = tokens.NextOutside();
        }

        token = tokens.NextOutside();
        while (tokens.Is(token, '.'))
        {
            _ = tokens.NextOutside();
            token = tokens.NextOutside();
        }

        return token;
    }

    private static Statement AtFormat(ReadOnlySpan<byte> sql, SqlTokenizer tokens, SqlToken format)
    {
        var name = tokens.NextOutside();
        if (name.Kind != SqlTokenKind.Word)
        {
            return new Statement { Kind = StatementKind.Other, FormatStart = sql.Length, FormatEnd = sql.Length, End = sql.Length };
        }

        var end = SettingsEnd(tokens, name.End);
        return WithData(Encoding.UTF8.GetString(sql[name.Start..name.End]), format.Start, name.End, end, SkipLineEnd(sql, end));
    }

    /// <summary>The end of <c>SETTINGS a = 1, b = 'x'</c> when that follows the format; else the position itself.</summary>
    private static int SettingsEnd(SqlTokenizer tokens, int position)
    {
        var token = tokens.NextOutside();
        if (!tokens.Is(token, "SETTINGS"))
        {
            return position;
        }

        var end = token.End;
        do
        {
            var name = tokens.NextOutside();
            var equals = tokens.NextOutside();
            var value = tokens.NextOutside();
            value = tokens.Is(value, '-') ? tokens.NextOutside() : value;
            if (name.Kind != SqlTokenKind.Word || !tokens.Is(equals, '=') || value.IsEnd)
            {
                break;
            }

            end = value.End;
            token = tokens.NextOutside();
        }
        while (tokens.Is(token, ','));

        return end;
    }

    /// <summary>ClickHouse takes blanks and one line end after the format for part of the statement; the rest is data, to the byte.</summary>
    private static int SkipLineEnd(ReadOnlySpan<byte> sql, int position)
    {
        while (position < sql.Length && sql[position] is (byte)' ' or (byte)'\t' or (byte)'\f')
        {
            position++;
        }

        if (position < sql.Length && sql[position] == '\r')
        {
            position++;
        }

        return position < sql.Length && sql[position] == '\n' ? position + 1 : position;
    }

    private static Statement WithData(string format, int formatStart, int formatEnd, int end, int dataStart) => new()
    {
        Kind = StatementKind.Insert,
        Format = format,
        FormatStart = formatStart,
        FormatEnd = formatEnd,
        End = end,
        DataStart = dataStart,
    };
}
