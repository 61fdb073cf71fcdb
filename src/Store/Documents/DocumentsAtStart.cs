using Microsoft.Extensions.Options;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Store.Documents;

/// <summary>Learns what a ClickHouse server knows before anything is served, for a start that depends on it.</summary>
internal sealed class DocumentsAtStart(DocumentStore documents, IOptions<DocumentsOptions> options, TimeProvider time)
{
    private const int UnknownTable = 60;
    private const int UnknownDatabase = 81;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Null once all is known; else why it cannot be. A server that is starting too is waited for.</summary>
    public async Task<string?> LearnAsync(CancellationToken stop)
    {
        var seconds = options.Value.StartSecondsMax;
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        var reason = $"It did not answer within {seconds} s (Documents:StartSecondsMax).";
        try
        {
            while (true)
            {
                if (await TryAsync(either.Token) is not { } fault)
                {
                    return null;
                }

                reason = fault;
                await Task.Delay(Pause, time, either.Token);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return reason;
        }
    }

    private async Task<string?> TryAsync(CancellationToken stop)
    {
        try
        {
            await documents.RefreshAsync(stop);
            return null;
        }
        catch (ClickHouseException cause)
        {
            // Where nothing was ever kept, nothing is to be learned.
            return cause.Code is UnknownTable or UnknownDatabase ? null : $"It refuses with code {cause.Code}: {cause.Message}";
        }
        catch (StoreUnavailableException cause)
        {
            return cause.Message;
        }
    }
}
