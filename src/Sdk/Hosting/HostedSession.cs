using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Tracehouse.Hosting;

/// <summary>Runs tracing from before the first to after the last of the application's own hosted work.</summary>
internal sealed class HostedSession(IServiceProvider services) : IHostedLifecycleService
{
    private TracingSession? _session;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _session = services.GetRequiredService<TracingSession>();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Waits no longer than the host does.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken) =>
        _session is { } session ? Task.Run(session.Dispose, CancellationToken.None).WaitAsync(cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default) : Task.CompletedTask;
}
