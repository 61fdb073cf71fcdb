using Tracehouse.Engine.Statements;

namespace Tracehouse.Engine.Execution;

/// <summary>A statement with all that it needs to run.</summary>
internal sealed record QueryText(
    ReadOnlyMemory<byte> Sql, Statement Statement, string Format, IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    /// <summary>The statement of an INSERT without its FORMAT clause and its data.</summary>
    public byte[] InsertSql => [.. Sql.Span[..Statement.FormatStart], (byte)' ', .. Sql.Span[Statement.FormatEnd..Statement.End]];
}
