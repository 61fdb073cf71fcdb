using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Tracehouse.Benchmarks.Peers;

/// <summary>A peer at work: where it listens, its process, and its child that stores, when it has one.</summary>
internal class RunningPeer : IDisposable
{
    private const int LinesMax = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process? _process;
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>For no gateway at all.</summary>
    public RunningPeer(IPEndPoint target) => Target = target;

    /// <summary>Starts a program on one core, and waits until it listens.</summary>
    public RunningPeer(IPEndPoint target, int core, params string[] command)
    {
        Target = target;
        _process = Pinned.Start(core, command);
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        WaitUntilListening(_process);
    }

    public IPEndPoint Target { get; }

    public int? ProcessId => _process?.Id;

    /// <summary>What the process wrote; it is deleted at the end.</summary>
    public string? Folder { get; init; }

    public virtual int? StoreProcessId => null;

    /// <summary>Waits until what was asked for is stored, where that is done, so that one case does not pay for another; answers how many are.</summary>
    public virtual Task<long?> SettleAsync(long calls) => Task.FromResult<long?>(null);

    /// <summary>An address on loopback where nobody listens.</summary>
    public static IPEndPoint FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }

    public void Dispose()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
            _process.Dispose();
        }

        if (Folder is not null)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
            if (_lines.Count > LinesMax)
            {
                _lines.TryDequeue(out _);
            }
        }
    }

    private void WaitUntilListening(Process process)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience && !process.HasExited; Thread.Sleep(20))
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Connect(Target);
                return;
            }
            catch (SocketException)
            {
                // Nobody listens yet.
            }
        }

        Dispose();
        throw new InvalidOperationException($"What was to listen on {Target} did not start:\n{string.Join('\n', _lines)}");
    }
}
