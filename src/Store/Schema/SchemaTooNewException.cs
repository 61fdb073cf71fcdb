namespace Tracehouse.Store.Schema;

/// <summary>The database was made by a newer program, which this one must not touch.</summary>
public sealed class SchemaTooNewException(int found, int known) : Exception(
    $"The database has schema version {found}, this program knows versions up to {known}. " +
    "Start the newer Tracehouse again, or point Data:Directory (or ClickHouse:Database) at another place.");
