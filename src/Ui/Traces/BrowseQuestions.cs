using Microsoft.Extensions.Logging;
using Tracehouse.Query.Traces;
using Tracehouse.Records;

namespace Tracehouse.Ui.Traces;

/// <summary>Asks what the page shows. A store that does not answer is a value here, not an exception: the page says so and tries again.</summary>
internal sealed partial class BrowseQuestions(
    ListTraces list, GetTrace get, ChartTraces chart, ListTraceFacets facets, TraceArrivals arrivals, TimeProvider time, ILogger<BrowseQuestions> log)
{
    /// <summary>An address that could not be read, before anything was asked.</summary>
    public ListModel Refuse(string fault) =>
        new() { Address = BrowseAddress.Empty, Now = time.GetUtcNow(), Version = arrivals.Version, Fault = fault };

    public async Task<ListModel> ListAsync(BrowseAddress address, string openId, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var filter = address.FilterAt(now);
        var model = new ListModel { Address = address, Now = now, Version = arrivals.Version, OpenId = openId };
        try
        {
            var page = list.AskAsync(ProjectId.Default, filter, address.Limit, address.Offset, stop);
            var buckets = chart.AskAsync(ProjectId.Default, filter, stop);
            var values = facets.AskAsync(ProjectId.Default, filter.Since, filter.Until, stop);
            await Task.WhenAll(page, buckets, values);
            return model with { Page = await page, Chart = await buckets, Facets = await values };
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            LogUnanswered(log, cause.Message);
            LogCause(log, cause);
            return model with { Outage = cause.Message };
        }
    }

    public async Task<DrawerModel> GetAsync(BrowseAddress address, string id, CancellationToken stop)
    {
        var model = new DrawerModel { Address = address, Id = id };
        try
        {
            return TraceId.TryParse(id, out var parsed) ? model with { Trace = await get.AskAsync(ProjectId.Default, parsed, stop) } : model;
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            LogUnanswered(log, cause.Message);
            LogCause(log, cause);
            return model with { Outage = cause.Message };
        }
    }

    [LoggerMessage(LogLevel.Warning, "A page got no answer from the store: {Reason}")]
    private static partial void LogUnanswered(ILogger log, string reason);

    [LoggerMessage(LogLevel.Debug, "This is why a page got no answer from the store")]
    private static partial void LogCause(ILogger log, Exception cause);
}
