using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Pricing;

/// <summary>
/// Keeps the price data new, where <c>Pricing:Url</c> is set: 1. puts the last good data in force before the first call, 2. fetches at start and every
/// <c>Pricing:RefreshHours</c>, 3. puts what is good in force and keeps it. What is bad changes nothing.
/// </summary>
internal sealed partial class PriceRefresh(
    PriceBook book, PriceFetch fetch, PriceCopy copy, IOptions<PricingOptions> options, TimeProvider time, ILogger<PriceRefresh> log) : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(5);

    private readonly TimeSpan _every = TimeSpan.FromHours(options.Value.RefreshHours);
    private string? _etag;

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken stop)
    {
        if (string.IsNullOrEmpty(options.Value.Url))
        {
            return Task.CompletedTask;
        }

        UseCopy();
        return base.StartAsync(stop);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var pause = await RefreshAsync(stop) || _every < RetryAfter ? _every : RetryAfter;
            try
            {
                await Task.Delay(pause, time, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>False when it is worth trying again soon.</summary>
    private async Task<bool> RefreshAsync(CancellationToken stop)
    {
        try
        {
            if (await fetch.RunAsync(_etag, stop) is not { } fetched)
            {
                return true;
            }

            if (!PriceTable.TryRead(fetched.Data, fetched.Version, out var table, out var fault))
            {
                LogBad(log, fault, book.Table.Version);
                return false;
            }

            book.Use(table);
            _etag = fetched.ETag;
            LogUsed(log, table.Version);
            copy.Write(fetched);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception cause)
        {
            // Whatever went wrong there, calls go on; an exception from here would end the server.
            LogBad(log, cause.Message, book.Table.Version);
            return false;
        }
    }

    private void UseCopy()
    {
        try
        {
            if (copy.Read() is not { } kept)
            {
                return;
            }

            if (!PriceTable.TryRead(kept.Data, kept.Version, out var table, out var fault))
            {
                throw new InvalidDataException(fault);
            }

            book.Use(table);
            _etag = kept.ETag;
        }
        catch (Exception cause) when (cause is IOException or JsonException or InvalidDataException or KeyNotFoundException or InvalidOperationException or UnauthorizedAccessException)
        {
            LogNoCopy(log, options.Value.File, cause.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Calls are priced by {Version} from now on")]
    private static partial void LogUsed(ILogger log, string version);

    [LoggerMessage(LogLevel.Warning, "The prices at Pricing:Url cannot be used: {Reason} Calls are priced by {Version} as before")]
    private static partial void LogBad(ILogger log, string reason, string version);

    [LoggerMessage(LogLevel.Warning, "The kept prices in {File} (Pricing:File) cannot be used: {Reason}")]
    private static partial void LogNoCopy(ILogger log, string file, string reason);
}
