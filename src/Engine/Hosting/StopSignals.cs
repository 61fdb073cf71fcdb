using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace Tracehouse.Engine.Hosting;

/// <summary>
/// Turns the signals that stop a process into a token. Under a parent, Ctrl+C is the parent's business: the terminal sends it
/// to both, and the parent still writes while it stops.
/// </summary>
internal sealed class StopSignals : IHostLifetime, IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals(bool hasParent, CancellationToken stop)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Take(signal, isMeant: true)),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Take(signal, isMeant: !hasParent)),
        ];
    }

    public CancellationToken Token => _stop.Token;

    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void Take(PosixSignalContext signal, bool isMeant)
    {
        signal.Cancel = true;
        if (isMeant)
        {
            _stop.Cancel();
        }
    }
}
