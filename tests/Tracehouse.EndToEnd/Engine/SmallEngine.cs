using Tracehouse.Engine.Configuration;
using Tracehouse.Engine.Hosting;
using Tracehouse.Engine.Supervision;
using Xunit;

namespace Tracehouse.EndToEnd.Engine;

/// <summary>An engine inside the test process, with limits small enough to run into. There can only be one per process.</summary>
public sealed class SmallEngine : IAsyncLifetime
{
    public const int BodyBytesMax = 100_000;

    private readonly string _directory = Directory.CreateTempSubdirectory("tracehouse-test-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private Task<int> _running = null!;

    internal EngineClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var socket = Path.Combine(_directory, "engine.sock");
        var options = new EngineOptions
        {
            DataDirectory = _directory,
            Socket = socket,
            EndsWithParent = false,
            QueriesInParallelMax = 1,
            QueriesQueuedMax = 1,
            BodyBytesMax = BodyBytesMax,
            QueryBytesMax = 1000,
            StopSeconds = 1,
        };
        _running = EngineHost.RunAsync(options, _stop.Token);
        Client = new EngineClient(EngineEndpoint.OfSocket(socket));
        await Client.WaitUntilItAnswersAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _stop.CancelAsync();
        Assert.Equal(0, await _running);
        _stop.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
