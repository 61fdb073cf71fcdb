using System.Text.Json.Serialization;
using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Spending;

/// <summary>What was spent with every key in the present day and month. The one question across projects: the server asks it for itself, and shows it to nobody.</summary>
internal sealed class SumSpend(ClickHouseLink link, ReadBarrier barrier) : ISpendHistory
{
    private static readonly string Rows = SqlText.Load("Spending/SumSpend.sql");

    public async ValueTask<IReadOnlyList<KeySpend>> ReadAsync(DateTimeOffset before, CancellationToken stop)
    {
        if (!await barrier.WaitAsync(stop))
        {
            throw new StoreUnavailableException("The newest records are still on their way to ClickHouse.");
        }

        var day = new DateTimeOffset(before.UtcDateTime.Date, TimeSpan.Zero);
        var parameters = new SqlParameters { { "day", day }, { "month", day.AddDays(1 - day.Day) }, { "before", before } };
        try
        {
            var rows = await link.ReadAllAsync(Rows, parameters, SpendingJson.Default.SpendRow, stop);
            return [.. rows.Select(row => new KeySpend(row.KeyId, row.DayUsd, row.MonthUsd))];
        }
        catch (ClickHouseException cause)
        {
            throw new StoreUnavailableException($"ClickHouse refused to tell what was spent, with code {cause.Code}.", cause);
        }
    }
}

/// <summary>What was spent with a key, as the store tells it.</summary>
internal sealed record SpendRow(
    [property: JsonPropertyName("key_id")] string KeyId, [property: JsonPropertyName("day_usd")] decimal DayUsd, [property: JsonPropertyName("month_usd")] decimal MonthUsd);

[JsonSerializable(typeof(SpendRow))]
[JsonSerializable(typeof(UsageBucket))]
internal sealed partial class SpendingJson : JsonSerializerContext;
