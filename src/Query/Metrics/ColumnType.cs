namespace Tracehouse.Query.Metrics;

/// <summary>How a column is compared.</summary>
internal enum ColumnType
{
    /// <summary>As text.</summary>
    Text,

    /// <summary>As a number.</summary>
    Number,

    /// <summary>As a time.</summary>
    Time,

    /// <summary>As a list of words.</summary>
    List,

    /// <summary>By a key of it; the column is the name that such pairs begin with.</summary>
    Pairs,
}
