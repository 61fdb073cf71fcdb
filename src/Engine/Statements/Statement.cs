namespace Tracehouse.Engine.Statements;

/// <summary>What the HTTP side must know of a statement before the engine sees it: its kind, its format, and where its data begins.</summary>
internal sealed record Statement
{
    public required StatementKind Kind { get; init; }

    /// <summary>The name in the FORMAT clause; <c>Values</c> for an INSERT with VALUES.</summary>
    public string? Format { get; init; }

    /// <summary>Where the FORMAT (or VALUES) clause begins; the end of the statement when there is none.</summary>
    public int FormatStart { get; init; }

    /// <summary>Where the name of the format ends; the SETTINGS that may follow it belong to the statement.</summary>
    public int FormatEnd { get; init; }

    /// <summary>Where the statement ends: before a closing semicolon, before the data of an INSERT.</summary>
    public int End { get; init; }

    /// <summary>Where the data of an INSERT begins.</summary>
    public int DataStart { get; init; }

    /// <summary>Whether it is of the statements that only read.</summary>
    public bool Reads { get; init; }

    public bool HasIntoOutfile { get; init; }

    public bool HasFromInfile { get; init; }

    public bool HasSecondStatement { get; init; }

    public static Statement Parse(ReadOnlySpan<byte> sql)
    {
        var tokens = new SqlTokenizer(sql);
        var first = tokens.NextOutside();
        return first.IsEnd ? new Statement { Kind = StatementKind.Empty }
            : tokens.Is(first, "INSERT") ? InsertParser.Parse(sql)
            : QueryParser.Parse(sql);
    }
}
