namespace Tracehouse.Engine.Statements;

/// <summary>How a statement has to be run.</summary>
internal enum StatementKind
{
    /// <summary>Nothing but blanks and comments.</summary>
    Empty,

    /// <summary>A query whose rows are streamed out.</summary>
    Select,

    /// <summary>An INSERT whose data follows it.</summary>
    Insert,

    /// <summary>Anything else: it is answered whole.</summary>
    Other,
}
