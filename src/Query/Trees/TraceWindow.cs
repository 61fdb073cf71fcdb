using System.Text.Json.Serialization;
using Tracehouse.Query.Sql;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Query.Trees;

/// <summary>When the spans of traces began.</summary>
/// <param name="IsKnown">False when one of them is not there, or an older version has stored it; then they may have been at any time.</param>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them.</param>
internal sealed record TraceWindow(
    [property: JsonPropertyName("is_known")] bool IsKnown, [property: JsonPropertyName("first")] DateTimeOffset First, [property: JsonPropertyName("last")] DateTimeOffset Last)
{
    public static TraceWindow Unknown { get; } = new(false, TimeBounds.Earliest, TimeBounds.Latest);

    /// <summary>Binds it as <c>first</c> and <c>last</c>.</summary>
    public void AddTo(SqlParameters parameters)
    {
        parameters.Add("first", First);
        parameters.Add("last", Last);
    }

    /// <summary>Looks for traces only where they can be.</summary>
    public void AddTo(Conditions conditions)
    {
        if (IsKnown)
        {
            conditions.And($"start_time >= {conditions.Bind(First)} AND start_time <= {conditions.Bind(Last)}");
        }
    }
}
