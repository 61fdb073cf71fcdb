using System.Diagnostics;
using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Samples;

/// <summary>Two web services in processes of their own, which are one trace.</summary>
public sealed class ServicesTests(SharedServer shared)
{
    [Fact]
    public async Task A_call_from_one_service_to_another_is_one_trace_without_gaps()
    {
        string trace;
        await using (var stock = await StartAsync("Stock"))
        await using (var shop = await StartAsync("Shop", ("STOCK_URL", stock.Url)))
        {
            trace = await shared.Server.Http.GetStringAsync(new Uri($"{shop.Url}/orders/lamp"), TestContext.Current.CancellationToken);
        }

        // Both have been stopped, and so have sent what they had.
        var whole = await shared.Server.TraceAsync(trace);
        Assert.Equal(("order", "ada", "cart-7", "3 left"),
            (whole.GetProperty("name").GetString(), whole.GetProperty("user_id").GetString(), whole.GetProperty("session_id").GetString(), whole.GetProperty("output_text").GetString()));
        var spans = whole.GetProperty("spans").EnumerateArray().ToList();
        Assert.Equal(2, spans.Count);
        var (order, count) = (Named(spans, "order"), Named(spans, "count"));
        Assert.True(order.GetProperty("parent_span_id").ValueKind == JsonValueKind.Null, "the order is the top of the trace");
        Assert.Equal(order.GetProperty("span_id").GetString(), count.GetProperty("parent_span_id").GetString());
        Assert.Equal("ada", count.GetProperty("user_id").GetString());
        Assert.Contains("Only 3 of lamp left", count.GetRawText());
        Assert.Contains("north", count.GetRawText());
    }

    private static JsonElement Named(List<JsonElement> spans, string name) => spans.Single(span => span.GetProperty("name").GetString() == name);

    private async Task<SampleService> StartAsync(string name, params (string Name, string Value)[] environment) => await SampleService.StartAsync(name,
        [("TRACEHOUSE_URL", shared.Server.ApiUrl.OriginalString), .. environment]);

    /// <summary>A sample that serves until it is told to stop.</summary>
    private sealed class SampleService : IAsyncDisposable
    {
        private const string Ready = "Now listening on: ";
        private readonly Process _process;

        private SampleService(Process process) => _process = process;

        public string Url { get; private set; } = "";

        public static async Task<SampleService> StartAsync(string name, (string Name, string Value)[] environment)
        {
            var start = new ProcessStartInfo("dotnet", [Built.Sample(name), "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true };
            foreach (var (variable, value) in environment)
            {
                start.Environment[variable] = value;
            }

            var service = new SampleService(Process.Start(start)!);
            while (service.Url.Length == 0 && await service._process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                var at = line.IndexOf(Ready, StringComparison.Ordinal);
                service.Url = at < 0 ? "" : line[(at + Ready.Length)..].Trim();
            }

            service._process.OutputDataReceived += (_, _) => { };
            service._process.BeginOutputReadLine();
            return service;
        }

        public async ValueTask DisposeAsync()
        {
            using (var kill = Process.Start("bash", ["-c", $"kill -TERM {_process.Id}"]))
            {
                await kill.WaitForExitAsync(CancellationToken.None);
            }

            await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(40));
            _process.Dispose();
        }
    }
}
