using System.Text;

namespace Tracehouse.Engine.Statements;

/// <summary>
/// Cuts a statement into tokens by ClickHouse's rules for blanks, comments, quotes and heredocs. It never fails: what is not
/// closed runs to the end, and the engine reports it.
/// </summary>
internal ref struct SqlTokenizer(ReadOnlySpan<byte> sql)
{
    private readonly ReadOnlySpan<byte> _sql = sql;
    private int _position;

    /// <summary>The next token outside brackets; a pair of brackets counts as one token.</summary>
    public SqlToken NextOutside()
    {
        var first = Next();
        if (!IsOpening(first))
        {
            return first;
        }

        var depth = 1;
        var last = first;
        while (depth > 0 && Next() is { IsEnd: false } token)
        {
            depth += IsOpening(token) ? 1 : IsClosing(token) ? -1 : 0;
            last = token;
        }

        return new SqlToken(SqlTokenKind.Group, first.Start, last.End);
    }

    public SqlToken Next()
    {
        SkipBlanks();
        var start = _position;
        if (start >= _sql.Length)
        {
            return new SqlToken(SqlTokenKind.End, start, start);
        }

        var first = _sql[start];
        if (IsWordStart(first))
        {
            return Take(SqlTokenKind.Word, LengthOfWord());
        }

        if (char.IsAsciiDigit((char)first))
        {
            return Take(SqlTokenKind.Number, LengthOfWord());
        }

        return first switch
        {
            (byte)'\'' => Take(SqlTokenKind.Text, LengthOfQuoted(first)),
            (byte)'"' or (byte)'`' => Take(SqlTokenKind.QuotedName, LengthOfQuoted(first)),
            (byte)'$' when LengthOfHeredoc() is var length and > 0 => Take(SqlTokenKind.Text, length),
            _ => Take(SqlTokenKind.Symbol, 1),
        };
    }

    public readonly bool Is(SqlToken token, string word) =>
        token.Kind == SqlTokenKind.Word && Ascii.EqualsIgnoreCase(_sql[token.Start..token.End], word);

    public readonly bool Is(SqlToken token, char symbol) => token.Kind == SqlTokenKind.Symbol && _sql[token.Start] == symbol;

    private readonly bool IsOpening(SqlToken token) => Is(token, '(') || Is(token, '[') || Is(token, '{');

    private readonly bool IsClosing(SqlToken token) => Is(token, ')') || Is(token, ']') || Is(token, '}');

    private static bool IsWordStart(byte value) => char.IsAsciiLetter((char)value) || value is (byte)'_' or >= 0x80;

    private SqlToken Take(SqlTokenKind kind, int length)
    {
        var start = _position;
        _position += length;
        return new SqlToken(kind, start, _position);
    }

    private void SkipBlanks()
    {
        while (_position < _sql.Length)
        {
            var rest = _sql[_position..];
            var length = rest[0] is (byte)' ' or (>= 9 and <= 13) ? 1 : LengthOfComment(rest);
            if (length == 0)
            {
                return;
            }

            _position += length;
        }
    }

    private static int LengthOfComment(ReadOnlySpan<byte> rest)
    {
        if (rest.StartsWith("--"u8) || rest.StartsWith("#!"u8) || rest.StartsWith("# "u8))
        {
            return UntilAfter(rest, "\n"u8);
        }

        if (!rest.StartsWith("/*"u8))
        {
            return 0;
        }

        var depth = 1;
        for (var i = 2; i < rest.Length - 1; i++)
        {
            var step = rest[i..].StartsWith("/*"u8) ? 1 : rest[i..].StartsWith("*/"u8) ? -1 : 0;
            depth += step;
            i += Math.Abs(step);
            if (depth == 0)
            {
                return i + 1;
            }
        }

        return rest.Length;
    }

    private readonly int LengthOfWord()
    {
        var length = 1;
        while (_position + length < _sql.Length)
        {
            var value = _sql[_position + length];
            if (!IsWordStart(value) && !char.IsAsciiDigit((char)value))
            {
                break;
            }

            length++;
        }

        return length;
    }

    private readonly int LengthOfQuoted(byte quote)
    {
        var rest = _sql[_position..];
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '\\')
            {
                i++;
            }
            else if (rest[i] == quote)
            {
                if (i + 1 >= rest.Length || rest[i + 1] != quote)
                {
                    return i + 1;
                }

                i++;
            }
        }

        return rest.Length;
    }

    private readonly int LengthOfHeredoc()
    {
        var rest = _sql[_position..];
        var tag = 1;
        while (tag < rest.Length && (IsWordStart(rest[tag]) || char.IsAsciiDigit((char)rest[tag])))
        {
            tag++;
        }

        if (tag >= rest.Length || rest[tag] != '$')
        {
            return 0;
        }

        tag++;
        var close = rest[tag..].IndexOf(rest[..tag]);
        return close < 0 ? 0 : tag + close + tag;
    }

    private static int UntilAfter(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> mark)
    {
        var index = rest.IndexOf(mark);
        return index < 0 ? rest.Length : index + mark.Length;
    }
}
