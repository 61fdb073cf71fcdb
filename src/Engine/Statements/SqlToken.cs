namespace Tracehouse.Engine.Statements;

/// <summary>A word, a literal or a sign of a statement, by its place in the text.</summary>
internal readonly record struct SqlToken(SqlTokenKind Kind, int Start, int End)
{
    public bool IsEnd => Kind == SqlTokenKind.End;
}
