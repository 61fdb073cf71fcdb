using System.Text.Json;
using System.Text.Json.Serialization;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Metrics;

/// <summary>Numbers about spans, traces or judgements, as many groups of them as there are.</summary>
public sealed class AskMetrics(ClickHouseLink link, ReadBarrier barrier)
{
    /// <summary>
    /// A row for each group, which has the dimensions and metrics by their names, and the time as <c>time_dimension</c>. Without rows, the fault says what is wrong with the
    /// request. Throws <see cref="StoreUnavailableException"/> when the store is down.
    /// </summary>
    public async Task<(IReadOnlyList<IReadOnlyDictionary<string, JsonElement>>? Rows, string Fault)> AskAsync(ProjectId project, MetricsRequest request, CancellationToken stop)
    {
        if (MetricsStatement.Of(project, request, out var parameters, out var fault) is not { } statement)
        {
            return (null, fault);
        }

        await barrier.WaitAsync(stop);
        var rows = await link.ReadAllAsync(statement, parameters, MetricsJson.Default.DictionaryStringJsonElement, stop);
        return ([.. rows.Select(row => row.ToDictionary(cell => cell.Key.EndsWith('_') ? cell.Key[..^1] : cell.Key, cell => cell.Value, StringComparer.Ordinal))], "");
    }
}

[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class MetricsJson : JsonSerializerContext;
