using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tracehouse.Benchmarks.Peers;

namespace Tracehouse.Benchmarks;

/// <summary>The server as a process, with what can be measured from outside.</summary>
internal sealed class MeasuredServer : IDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(30) };

    private readonly Process _process;
    private readonly Stopwatch _sinceStart = Stopwatch.StartNew();

    private bool _isGone;

    private MeasuredServer(Process process) => _process = process;

    public static Uri Gateway { get; } = FreeAddress();

    public static Uri Api { get; } = FreeAddress();

    public static Uri Otlp { get; } = FreeAddress();

    public static Uri Engine { get; } = FreeAddress();

    public TimeSpan SinceStart => _sinceStart.Elapsed;

    public static MeasuredServer Start(string data, params string[] settings)
    {
        var assembly = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Tracehouse.Server", "release", "tracehouse.dll"));
        string[] arguments = [assembly, "--Gateway:Url", Gateway.OriginalString, "--Api:Url", Api.OriginalString, "--Otlp:HttpUrl", "", "--Otlp:GrpcUrl", "", "--Data:Directory", data, .. settings];
        return new MeasuredServer(Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!);
    }

    /// <summary>Calls the demo model again and again until it answers, as an impatient client would; answers how long that took since the start.</summary>
    public async Task<TimeSpan> FirstCallAsync()
    {
        const string Body = """{"model": "demo/echo", "messages": [{"role": "user", "content": "hello"}]}""";
        return await UntilAsync(() => Http.PostAsync(new Uri(Gateway, "v1/chat/completions"), new StringContent(Body, Encoding.UTF8, "application/json")));
    }

    /// <summary>The same for the list of traces.</summary>
    public Task<TimeSpan> FirstListAsync() => UntilAsync(() => Http.GetAsync(new Uri(Api, "v1/traces")));

    /// <summary>Waits until the store has everything that was acknowledged.</summary>
    public async Task DrainedAsync()
    {
        while (true)
        {
            using var answer = await Http.GetAsync(new Uri(Api, "v1/traces?limit=1"));
            if (answer.IsSuccessStatusCode && !answer.Headers.Contains("X-Tracehouse-Incomplete"))
            {
                return;
            }
        }
    }

    /// <summary>Time on the processor of the server and of its engine, in seconds.</summary>
    public (double Server, double Engine) CpuSeconds() =>
        (ProcessMeter.CpuMicroseconds(_process.Id) / 1e6, ProcessMeter.ChildrenOf(_process.Id).Sum(ProcessMeter.CpuMicroseconds) / 1e6);

    /// <summary>Resident memory of the server and of its engine, in megabytes.</summary>
    public (double Server, double Engine) ResidentMegabytes() =>
        (ProcessMeter.ResidentMegabytes(_process.Id), ProcessMeter.ChildrenOf(_process.Id).Sum(ProcessMeter.ResidentMegabytes));

    public void Dispose()
    {
        if (_isGone)
        {
            return;
        }

        _isGone = true;
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}/");
    }

    private async Task<TimeSpan> UntilAsync(Func<Task<HttpResponseMessage>> call)
    {
        while (true)
        {
            try
            {
                using var response = await call();
                if (response.IsSuccessStatusCode)
                {
                    return SinceStart;
                }
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet.
            }

            await Task.Delay(2);
        }
    }
}
