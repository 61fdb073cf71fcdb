using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tracehouse.Store.Draining;

namespace Tracehouse.Store.Documents;

/// <summary>Looks for documents that other servers have changed, whenever the store becomes ready and then in a steady beat, whatever goes wrong.</summary>
internal sealed partial class DocumentRefresh(
    DocumentStore documents, StoreState state, IOptions<DocumentsOptions> options, TimeProvider time, ILogger<DocumentRefresh> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isFailing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            await ReadyAsync(stoppingToken);
            try
            {
                await documents.RefreshAsync(stoppingToken);
                isFailing = false;
            }
            catch (Exception cause) when (!stoppingToken.IsCancellationRequested)
            {
                if (!isFailing)
                {
                    LogFailed(log, cause.Message);
                }

                isFailing = true;
            }

            await Task.Delay(TimeSpan.FromSeconds(options.Value.RefreshSeconds), time, stoppingToken);
        }
    }

    private async Task ReadyAsync(CancellationToken stop)
    {
        while (true)
        {
            var change = state.NextChange;
            if (state.Condition.Condition == StoreCondition.Ready)
            {
                return;
            }

            await change.WaitAsync(stop);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The changes of other servers cannot be seen at the moment: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);
}
