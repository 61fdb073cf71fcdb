using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Query.Datasets;

/// <summary>The items of a dataset as an Apache Parquet file, which ClickHouse writes.</summary>
public sealed class ItemsAsParquet(ClickHouseLink link)
{
    private static readonly string Sql = SqlText.Load("Datasets/ItemsAsParquet.sql");

    /// <summary>Writes the file. Throws <see cref="StoreUnavailableException"/> when the store is away.</summary>
    /// <param name="project">Whose dataset.</param>
    /// <param name="datasetId">Which.</param>
    /// <param name="asOf">As it was at this time, in UTC.</param>
    /// <param name="output">Where the bytes go.</param>
    /// <param name="stop">Gives up.</param>
    public Task WriteAsync(ProjectId project, string datasetId, DateTimeOffset asOf, Stream output, CancellationToken stop) =>
        link.CopyAsync(Sql, new SqlParameters { { "project", project.Value }, { "dataset", datasetId }, { "as_of", asOf } }, output, stop);
}
