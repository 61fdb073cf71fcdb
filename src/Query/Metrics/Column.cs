namespace Tracehouse.Query.Metrics;

/// <summary>Something that rows are compared, grouped or measured by.</summary>
/// <param name="Name">Its name in a request.</param>
/// <param name="Sql">Where it is in the statement.</param>
/// <param name="Type">How it is compared.</param>
internal sealed record Column(string Name, string Sql, ColumnType Type = ColumnType.Text)
{
    /// <summary>Whether it is said of the whole trace, so that traces must be read beside spans.</summary>
    public bool IsOfTrace => Sql.Contains("whole.", StringComparison.Ordinal);
}
