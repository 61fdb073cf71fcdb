namespace Tracehouse.Engine.Statements;

/// <summary>What a token is, as far as finding clauses needs to know.</summary>
internal enum SqlTokenKind
{
    End,
    Word,
    QuotedName,
    Text,
    Number,
    Symbol,

    /// <summary>A pair of brackets with all that is between them.</summary>
    Group,
}
