using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace Tracehouse.EndToEnd.Support;

/// <summary>A real Tracehouse in a process of its own, which can be killed and started again on the same data and ports.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private readonly string[] _settings;
    private readonly bool _ownsData;
    private readonly ConcurrentQueue<string> _output = new();
    private IReadOnlyDictionary<string, string> _environment = new Dictionary<string, string>();
    private Process? _process;

    private ServerProcess(string data, bool ownsData, string[] settings) => (DataDirectory, _ownsData, _settings) = (data, ownsData, settings);

    public string DataDirectory { get; }

    public Uri GatewayUrl { get; private set; } = new("http://127.0.0.1:0");

    public Uri ApiUrl { get; private set; } = new("http://127.0.0.1:0");

    public Uri OtlpUrl { get; private set; } = new("http://127.0.0.1:0");

    public Uri OtlpGrpcUrl { get; private set; } = new("http://127.0.0.1:0");

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(60) };

    public int ProcessId => _process!.Id;

    public string Output => string.Join('\n', _output);

    /// <summary>Starts on free ports. Settings are given as on the command line.</summary>
    public static async Task<ServerProcess> StartAsync(params string[] settings)
    {
        var server = new ServerProcess(Directory.CreateTempSubdirectory("tracehouse-e2e-").FullName, ownsData: true, settings);
        await server.RunAsync();
        return server;
    }

    /// <summary>Starts on free ports with more variables in its environment.</summary>
    public static async Task<ServerProcess> StartInAsync(IReadOnlyDictionary<string, string> environment, params string[] settings)
    {
        var server = new ServerProcess(Directory.CreateTempSubdirectory("tracehouse-e2e-").FullName, ownsData: true, settings) { _environment = environment };
        await server.RunAsync();
        return server;
    }

    /// <summary>Starts on data that is there already, which stays.</summary>
    public static async Task<ServerProcess> StartOnAsync(string data, params string[] settings)
    {
        var server = new ServerProcess(data, ownsData: false, settings);
        await server.RunAsync();
        return server;
    }

    /// <summary>Runs a server that is expected to end by itself; answers its exit code and what it said.</summary>
    public static Task<(int ExitCode, string Output)> RunToEndAsync(string data, params string[] settings) =>
        RunToEndInAsync(new Dictionary<string, string>(), data, settings);

    /// <summary>The same, with more variables in its environment.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEndInAsync(IReadOnlyDictionary<string, string> environment, string data, params string[] settings)
    {
        await using var server = new ServerProcess(data, ownsData: false, settings) { _environment = environment };
        server.Launch(() => { });
        await server._process!.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60));
        return (server._process.ExitCode, server.Output);
    }

    /// <summary>Kills it as the system does when memory is short: at once, with nothing written or said.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Starts again after a kill, on the same ports.</summary>
    public Task RestartAsync() => RunAsync();

    /// <summary>Asks it to stop and waits until it has.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("bash", ["-c", $"kill -TERM {ProcessId}"]);
        await _process!.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(40));
        return _process.ExitCode;
    }

    /// <summary>The engine that this server has started, or null while there is none.</summary>
    public int? EngineProcessId()
    {
        var children = $"/proc/{ProcessId}/task";
        return Directory.Exists(children)
            ? Directory.EnumerateDirectories(children).SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(int.Parse).Cast<int?>().FirstOrDefault()
            : null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process?.Dispose();
        Http.Dispose();
        if (_ownsData)
        {
            await Eventually.TrueAsync(() => Task.FromResult(TryDelete(DataDirectory)), "the data directory can be deleted");
        }
    }

    private async Task RunAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Launch(ready.SetResult);
        var ended = _process!.WaitForExitAsync(CancellationToken.None);
        await Task.WhenAny(ready.Task, ended, Task.Delay(TimeSpan.FromSeconds(60)));
        Assert.True(ready.Task.IsCompleted, $"The server did not become ready. It said:\n{Output}");
    }

    private void Launch(Action whenReady)
    {
        string[] arguments =
        [
            .. Built.Server.Skip(1), "--Gateway:Url", GatewayUrl.OriginalString, "--Api:Url", ApiUrl.OriginalString,
            "--Otlp:HttpUrl", OtlpUrl.OriginalString, "--Otlp:GrpcUrl", OtlpGrpcUrl.OriginalString, "--Data:Directory", DataDirectory, .. _settings,
        ];
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(Built.Server[0], arguments) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        foreach (var (name, value) in _environment)
        {
            process.StartInfo.Environment[name] = value;
        }

        process.OutputDataReceived += (_, line) => Take(line.Data, whenReady);
        process.ErrorDataReceived += (_, line) => Take(line.Data, () => { });
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
    }

    private void Take(string? line, Action whenReady)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        var match = Address().Match(line);
        if (match.Groups[1].Value == "Gateway")
        {
            GatewayUrl = new Uri(match.Groups[2].Value);
        }
        else if (match.Groups[1].Value == "Workbench")
        {
            ApiUrl = new Uri(match.Groups[2].Value);
        }
        else if (match.Groups[1].Value == "OTLP/HTTP")
        {
            OtlpUrl = new Uri(match.Groups[2].Value);
        }
        else if (match.Groups[1].Value == "OTLP/gRPC")
        {
            OtlpGrpcUrl = new Uri(match.Groups[2].Value);
            whenReady();
        }
    }

    private static bool TryDelete(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^\s+(Gateway|Workbench|OTLP/HTTP|OTLP/gRPC)\s+(http://[^/\s]+)")]
    private static partial Regex Address();
}
