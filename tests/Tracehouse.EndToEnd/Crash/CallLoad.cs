using System.Collections.Concurrent;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Crash;

/// <summary>Callers that never rest, and remember every answer that they received whole.</summary>
internal sealed class CallLoad : IAsyncDisposable
{
    private readonly ServerProcess _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _acknowledged = new(0);
    private readonly Task[] _callers;

    public CallLoad(ServerProcess server, int callers)
    {
        _server = server;
        _callers = [.. Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller)))];
    }

    /// <summary>The traces of all answers that were received whole.</summary>
    public ConcurrentQueue<string> Acknowledged { get; } = new();

    /// <summary>Waits until so many more answers have come.</summary>
    public async Task WaitForAsync(int count)
    {
        for (var index = 0; index < count; index++)
        {
            await _acknowledged.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_callers);
        _stop.Dispose();
    }

    private async Task CallAsync(int caller)
    {
        for (var round = 0; !_stop.IsCancellationRequested; round++)
        {
            var stream = (caller + round) % 2 == 0;
            try
            {
                using var response = await _server.ChatAsync($"caller {caller} round {round}", stream: stream);
                var body = await response.Content.ReadAsStringAsync(_stop.Token);
                if (response.IsSuccessStatusCode && (!stream || body.Contains("data: [DONE]")))
                {
                    Acknowledged.Enqueue(response.TraceId());
                    _acknowledged.Release();
                }
            }
            catch (Exception dead) when (dead is HttpRequestException or IOException or OperationCanceledException)
            {
                // The server is dead or dying, which is what this test is about; the caller tries again at once.
                await Task.Yield();
            }
        }
    }
}
