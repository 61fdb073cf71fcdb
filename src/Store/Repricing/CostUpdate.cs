using System.Buffers;
using Microsoft.Extensions.Options;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Store.Repricing;

/// <summary>
/// Changes the costs of calls: 1. puts the new ones into a table of their own, 2. starts one update that looks them up there, 3. waits until it has ended,
/// 4. drops the table. An update that was begun goes on by itself after a crash, with its table; later runs wait for it and clean up behind it.
/// </summary>
internal sealed class CostUpdate(ClickHouseLink link, IOptions<ClickHouseOptions> clickHouse, IOptions<RepricingOptions> options, TimeProvider time)
{
    private const string Prefix = "repricing_";
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly string Create = SqlFile.Read("Repricing/CreateRepricing.sql");
    private static readonly string Apply = SqlFile.Read("Repricing/ApplyRepricing.sql");
    private static readonly string Running = SqlFile.Read("Repricing/ReadRepricings.sql");
    private static readonly string End = SqlFile.Read("Repricing/EndRepricing.sql");
    private static readonly string Leftovers = SqlFile.Read("Repricing/ReadLeftovers.sql");

    /// <summary>Waits for what a run before this one has begun, and removes what it left behind.</summary>
    public async Task CleanUpAsync(CancellationToken stop)
    {
        await WaitAsync(Prefix, stop);
        foreach (var table in await link.ReadAllAsync(Leftovers, SqlParameters.None, RepricingJson.Default.RepricingTrace, stop))
        {
            await DropAsync(table.Id, stop);
        }
    }

    /// <summary>Done when it returns. The calls are in the order of their time.</summary>
    public async Task RunAsync(ProjectId project, IReadOnlyList<(PricedSpan Span, Cost Cost)> changes, CancellationToken stop)
    {
        var table = $"{Prefix}{Guid.NewGuid():N}";
        await link.ExecuteAsync(Create, new SqlParameters { { "table", table } }, stop);
        await link.InsertAsync($"INSERT INTO {table} FORMAT RowBinary", table, Rows(changes), stop);
        var database = clickHouse.Value.Database;
        var what = new SqlParameters
        {
            { "full_name", $"{database}.{table}" }, { "database", database }, { "table", table }, { "project", project.Value },
            { "since", changes[0].Span.StartTime }, { "until", changes[^1].Span.StartTime },
        };
        await link.ExecuteAsync(Apply, what, stop);
        await WaitAsync(table, stop);
        await DropAsync(table, stop);
    }

    private async Task WaitAsync(string name, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var running = await link.ReadAllAsync(Running, new SqlParameters { { "name", name } }, RepricingJson.Default.RepricingTrace, stop);
            if (running.Count == 0)
            {
                return;
            }

            if (running.FirstOrDefault(update => update.Fault.Length > 0) is { } failed)
            {
                await link.ExecuteAsync(End, new SqlParameters { { "id", failed.Id } }, stop);
                throw new StoreUnavailableException($"ClickHouse could not update the costs, and what it had not done was taken back: {failed.Fault}");
            }

            if (time.GetElapsedTime(started).TotalSeconds > options.Value.UpdateSecondsMax)
            {
                throw new StoreUnavailableException($"ClickHouse took longer than {options.Value.UpdateSecondsMax} s (Repricing:UpdateSecondsMax) for an update; it goes on by itself.");
            }

            await Task.Delay(LookEvery, time, stop);
        }
    }

    private Task DropAsync(string table, CancellationToken stop) =>
        link.ExecuteAsync("DROP TABLE IF EXISTS {table:Identifier} SYNC", new SqlParameters { { "table", table } }, stop);

    private static ReadOnlyMemory<byte> Rows(IReadOnlyList<(PricedSpan Span, Cost Cost)> changes)
    {
        var rows = new ArrayBufferWriter<byte>();
        var writer = new RowBinaryWriter(rows);
        foreach (var (span, cost) in changes)
        {
            writer.String($"{span.TraceId} {span.SpanId}");
            writer.Money(cost.InputUsd);
            writer.Money(cost.OutputUsd);
            writer.String(cost.PriceVersion);
        }

        return rows.WrittenMemory;
    }
}
