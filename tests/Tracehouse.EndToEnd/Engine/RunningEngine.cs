using Microsoft.Extensions.Logging;
using Tracehouse.Engine.Supervision;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Engine;

/// <summary>A real engine process under a supervisor, on a Unix socket, with an empty directory.</summary>
public sealed class RunningEngine : IAsyncLifetime
{
    private readonly ILoggerFactory _loggers = LoggerFactory.Create(log => log.AddSimpleConsole(c => c.SingleLine = true));

    /// <summary>Changes how it is watched.</summary>
    public Func<EngineSupervisorOptions, EngineSupervisorOptions> Adjust { get; init; } = options => options;

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("tracehouse-test-").FullName;

    public EngineSupervisor Supervisor { get; private set; } = null!;

    internal EngineClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var options = new EngineSupervisorOptions { Command = [.. Built.Server, "engine"], DataDirectory = Directory };
        Supervisor = new EngineSupervisor(Adjust(options), TimeProvider.System, _loggers.CreateLogger<EngineSupervisor>());
        Client = new EngineClient(Supervisor.Endpoint);
        await Supervisor.StartAsync(CancellationToken.None);
        await Supervisor.WaitUntilReadyAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Supervisor.DisposeAsync();
        _loggers.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
