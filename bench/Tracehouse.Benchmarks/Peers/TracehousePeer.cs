using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;

namespace Tracehouse.Benchmarks.Peers;

/// <summary>The real server as it is shipped: everything said is kept, in the engine that it starts itself.</summary>
internal sealed class TracehousePeer : Peer
{
    public override string Name => "tracehouse";

    public override string Model => "openai/gpt-4o-mini";

    public override bool IsExact => false;

    public override RunningPeer Start(IPEndPoint upstream, int core)
    {
        var (gateway, api) = (RunningPeer.FreeAddress(), RunningPeer.FreeAddress());
        var data = Directory.CreateTempSubdirectory("tracehouse-bench-").FullName;
        var assembly = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Tracehouse.Server", "release", "tracehouse.dll"));
        string[] command =
        [
            "dotnet", assembly, "--Gateway:Url", $"http://{gateway}", "--Api:Url", $"http://{api}", "--Otlp:HttpUrl", "", "--Otlp:GrpcUrl", "", "--Data:Directory", data,
            "--Providers:openai:BaseUrl", $"http://{upstream}/v1",
        ];
        return new Running(gateway, api, core, command) { Folder = data };
    }

    private sealed class Running(IPEndPoint gateway, IPEndPoint api, int core, string[] command) : RunningPeer(gateway, core, command)
    {
        private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(30) };
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
        private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

        private int? _engine;

        public override int? StoreProcessId => _engine ??= ProcessMeter.ChildrenOf(ProcessId!.Value) is [var child, ..] ? child : null;

        public override async Task<long?> SettleAsync(long calls)
        {
            var total = -1L;
            for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience && total < calls; await Task.Delay(Between))
            {
                try
                {
                    total = (await Http.GetFromJsonAsync<Page>($"http://{api}/v1/traces?limit=1"))!.Total;
                }
                catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
                {
                    // The engine has not begun to answer, or has much to do.
                }
            }

            return total;
        }
    }

    private sealed record Page(long Total);
}
