using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Traces;

namespace Tracehouse.Store.Repricing;

/// <summary>
/// Prices past calls again by the prices of now: 1. reads calls a window at a time, 2. works out what they cost, 3. updates those that cost something else, and the traces that they are part of. Safe to stop and to run again: what was done is not done twice. A call whose price is not known keeps what it has.
/// </summary>
public sealed class RepriceTraces
{
    private static readonly string Candidates = SqlFile.Read("Repricing/ReadCandidates.sql");

    private readonly ClickHouseLink _link;
    private readonly IPriceBook _prices;
    private readonly DeriveTraces _traces;
    private readonly RepricingOptions _options;
    private readonly CostUpdate _update;
    private readonly SemaphoreSlim _turn = new(1, 1);

    public RepriceTraces(
        ClickHouseLink link, IPriceBook prices, DeriveTraces traces, IOptions<RepricingOptions> options, IOptions<ClickHouseOptions> clickHouse, TimeProvider time)
    {
        (_link, _prices, _traces, _options) = (link, prices, traces, options.Value);
        _update = new CostUpdate(link, clickHouse, options, time);
    }

    /// <summary>Says how far it is after every window, and at last that it is done. Throws <see cref="StoreUnavailableException"/>. One run waits for another.</summary>
    public async IAsyncEnumerable<RepriceProgress> RunAsync(RepriceRequest request, [EnumeratorCancellation] CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            await _update.CleanUpAsync(stop);
            var progress = new RepriceProgress { IsDryRun = request.IsDryRun };
            var changes = new List<(PricedSpan Span, Cost Cost)>();
            PricedSpan? last = null;
            do
            {
                var window = await _link.ReadAllAsync(Candidates, ToParameters(request, last), RepricingJson.Default.PricedSpan, stop);
                last = window.Count == _options.RowsAtOnce ? window[^1] : null;
                foreach (var span in window)
                {
                    progress = Look(request.Project, span, progress, changes);
                }

                if (changes.Count > 0 && (last is null || changes.Count >= _options.ChangesAtOnce))
                {
                    await ApplyAsync(request, changes, stop);
                }

                yield return progress with { IsDone = last is null };
            }
            while (last is not null);
        }
        finally
        {
            _turn.Release();
        }
    }

    private RepriceProgress Look(ProjectId project, PricedSpan span, RepriceProgress progress, List<(PricedSpan Span, Cost Cost)> changes)
    {
        var old = span.TotalCostUsd ?? 0;
        if ((_prices.PriceOwn(project, [span.Model], span.Usage, span.StartTime) ?? _prices.Price(span.Provider, span.Model, span.Usage, span.StartTime)) is not { } exact)
        {
            return progress with
            {
                Scanned = progress.Scanned + 1,
                Unpriced = progress.Unpriced + (span.TotalCostUsd is null ? 1 : 0),
                Kept = progress.Kept + (span.TotalCostUsd is null ? 0 : 1),
                OldTotalUsd = progress.OldTotalUsd + old,
                NewTotalUsd = progress.NewTotalUsd + old,
            };
        }

        // A table keeps ten digits, and what it would keep is what counts.
        var cost = exact with { InputUsd = RowBinaryWriter.AsStored(exact.InputUsd), OutputUsd = RowBinaryWriter.AsStored(exact.OutputUsd) };
        var isChanged = !span.Has(cost);
        if (isChanged)
        {
            changes.Add((span, cost));
        }

        return progress with
        {
            Scanned = progress.Scanned + 1,
            Changed = progress.Changed + (isChanged ? 1 : 0),
            OldTotalUsd = progress.OldTotalUsd + old,
            NewTotalUsd = progress.NewTotalUsd + cost.TotalUsd,
        };
    }

    private async Task ApplyAsync(RepriceRequest request, List<(PricedSpan Span, Cost Cost)> changes, CancellationToken stop)
    {
        if (!request.IsDryRun)
        {
            await _update.RunAsync(request.Project, changes, stop);
            var touched = changes.Select(change => new TraceKey(request.Project, change.Span.TraceId)).Distinct();
            await _traces.RefreshAsync(touched, token: null, stop);
            await _link.FlushAsync();
        }

        changes.Clear();
    }

    private SqlParameters ToParameters(RepriceRequest request, PricedSpan? last) => new()
    {
        { "project", request.Project.Value },
        { "since", request.Since },
        { "until", request.Until },
        { "last_start", last?.StartTime ?? DateTimeOffset.UnixEpoch },
        { "last_span", last?.SpanId ?? "" },
        { "last_trace", last?.TraceId ?? "" },
        { "provider", request.Provider },
        { "model", request.Model },
        { "only_unpriced", request.IsOnlyUnpriced ? 1 : 0 },
        { "limit", _options.RowsAtOnce },
    };
}
