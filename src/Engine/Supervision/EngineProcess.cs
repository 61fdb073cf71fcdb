using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace Tracehouse.Engine.Supervision;

/// <summary>One run of the engine process. Its standard input stays open for as long as this process lives, and so does it.</summary>
internal sealed partial class EngineProcess : IDisposable
{
    private const int Terminate = 15;
    private const int PriorityOfProcess = 0;
    private const int Niceness = 10;

    private readonly Process _process;

    private EngineProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Throws when the program cannot be started at all.</summary>
    public static EngineProcess Start(EngineSupervisorOptions options, string socket, ILogger logger)
    {
        var start = new ProcessStartInfo(options.Command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // The gateway's way with sockets is not the engine's.
        start.Environment.Remove("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS");
        foreach (var argument in Arguments(options, socket))
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        // Where cores are few, calls that pass through the gateway go before inserts and merges.
        _ = SetPriority(PriorityOfProcess, process.Id, Niceness);
        process.OutputDataReceived += (_, line) => Forward(line.Data, logger);
        process.ErrorDataReceived += (_, line) => Forward(line.Data, logger);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new EngineProcess(process);
    }

    public Task ExitedAsync(CancellationToken stop) => _process.WaitForExitAsync(stop);

    /// <summary>Asks it to stop in good order, and kills it when that takes too long.</summary>
    public async Task StopAsync(TimeSpan timeout, TimeProvider time)
    {
        if (!_process.HasExited)
        {
            _ = SendSignal(_process.Id, Terminate);
        }

        using var patience = new CancellationTokenSource(timeout, time);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
        }
    }

    public void Kill() => _process.Kill(entireProcessTree: true);

    public void Dispose() => _process.Dispose();

    private static IEnumerable<string> Arguments(EngineSupervisorOptions options, string socket)
    {
        var url = options.Url is null ? Enumerable.Empty<string>() : ["--url", options.Url.ToString()];
        return [.. options.Command.Skip(1), "--data", options.DataDirectory, "--socket", socket, .. url, .. options.ExtraArguments];
    }

    private static void Forward(string? line, ILogger logger)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            LogOutput(logger, line);
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int process, int niceness);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);

    [LoggerMessage(Level = LogLevel.Information, Message = "engine: {Line}")]
    private static partial void LogOutput(ILogger logger, string line);
}
