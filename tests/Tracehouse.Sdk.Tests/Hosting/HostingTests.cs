using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;
using Tracehouse.Sdk.Tests.Support;
using Xunit;
using OpenTelemetrySdk = OpenTelemetry.Sdk;

namespace Tracehouse.Sdk.Tests.Hosting;

public sealed class HostingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_traces_from_its_first_work_to_its_last_and_sends_the_rest_when_it_stops()
    {
        await using var collector = await Collector.StartAsync();
        var builder = Host.CreateApplicationBuilder();
        Configure(builder, ("Url", collector.Url.OriginalString), ("SendEvery", "01:00:00"), ("Release", "r7"));
        builder.Services.AddHostedService<Worker>();
        builder.AddTracehouse(options => options.ServiceName = "worker");
        using (var host = builder.Build())
        {
            await host.StartAsync(Stop);
            Assert.Equal("r7", host.Services.GetRequiredService<TracehouseOptions>().Release);
            await host.StopAsync(Stop);
        }

        Assert.Equal(["start", "stop"], collector.Spans.Select(span => span.Name));
    }

    [Fact]
    public async Task A_web_application_takes_the_name_of_its_host_and_of_its_environment()
    {
        await using var collector = await Collector.StartAsync();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "Tracehouse.Sdk.Tests", EnvironmentName = "Staging" });
        Configure(builder, ("Url", collector.Url.OriginalString));
        builder.AddTracehouse();
        await using var app = builder.Build();
        var options = app.Services.GetRequiredService<TracehouseOptions>();
        Assert.Equal(("Tracehouse.Sdk.Tests", "staging"), (options.ServiceName, options.Environment));
    }

    [Fact]
    public void Everything_can_be_configured()
    {
        var builder = Host.CreateApplicationBuilder();
        Configure(
            builder, ("Url", "https://traces.example.com/base"), ("GatewayUrl", "https://gate.example.com"), ("Key", "th-1"), ("IsEnabled", "false"), ("ServiceName", "s"), ("Environment", "e"),
            ("Release", "r"), ("SamplingRatio", "0.25"), ("CaptureContent", "false"), ("PayloadCharactersMax", "10"), ("QueueMax", "20"), ("QueueCharactersMax", "30"), ("SendEvery", "00:00:02"),
            ("SendTimeout", "00:00:03"), ("ShutdownTimeout", "00:00:04"), ("ReadBaggage", "true"), ("Sources:0", "Mine.*"));
        builder.AddTracehouse();
        using var host = builder.Build();
        var read = host.Services.GetRequiredService<TracehouseOptions>();
        Assert.Equal(("https://traces.example.com/base/", "https://gate.example.com/", "th-1", false), (read.Url!.AbsoluteUri, read.GatewayUrl!.AbsoluteUri, read.Key, read.IsEnabled));
        Assert.Equal(("s", "e", "r", 0.25, false, 10, 20, 30L), (read.ServiceName, read.Environment, read.Release, read.SamplingRatio, read.CaptureContent, read.PayloadCharactersMax, read.QueueMax, read.QueueCharactersMax));
        Assert.Equal((2d, 3d, 4d, true, "Mine.*"), (read.SendEvery.TotalSeconds, read.SendTimeout.TotalSeconds, read.ShutdownTimeout.TotalSeconds, read.ReadBaggage, Assert.Single(read.Sources)));
    }

    [Theory]
    [InlineData("Url", "nowhere")]
    [InlineData("QueueMax", "many")]
    [InlineData("QueueMax", "-1")]
    [InlineData("SendEvery", "often")]
    [InlineData("SamplingRatio", "2")]
    [InlineData("IsEnabled", "yes")]
    public async Task Settings_that_cannot_work_stop_the_host_and_are_named(string name, string value)
    {
        var builder = Host.CreateApplicationBuilder();
        Configure(builder, (name, value));
        builder.AddTracehouse();
        using var host = builder.Build();
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => host.StartAsync(Stop));
        Assert.Contains($"Tracehouse:{name}", fault.Message);
    }

    [Fact]
    public async Task A_host_stops_in_time_when_the_server_is_slow()
    {
        await using var collector = await Collector.StartAsync();
        collector.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        var builder = Host.CreateApplicationBuilder();
        Configure(builder, ("Url", collector.Url.OriginalString), ("ShutdownTimeout", "00:00:01"), ("SendTimeout", "00:01:00"));
        builder.Services.AddHostedService<Worker>();
        builder.AddTracehouse();
        using var host = builder.Build();
        await host.StartAsync(Stop);
        await host.StopAsync(Stop).WaitAsync(TimeSpan.FromSeconds(5), Stop);
    }

    [Fact]
    public async Task A_set_up_of_open_telemetry_sends_its_own_spans_too()
    {
        await using var collector = await Collector.StartAsync();
        using var theirs = new System.Diagnostics.ActivitySource("Theirs");
        using (OpenTelemetrySdk.CreateTracerProviderBuilder().AddSource("Theirs").AddTracehouse(options => options.Url = collector.Url).Build())
        {
            using (theirs.StartActivity("theirs"))
            using (Tracing.StartObservation("ours"))
            {
            }

            Assert.True(Tracing.Flush());
        }

        Assert.Equal(collector.Span("theirs").Id, collector.Span("ours").ParentId);
    }

    [Fact]
    public async Task Logs_of_a_host_become_events_and_metadata_when_asked_for()
    {
        await using var collector = await Collector.StartAsync();
        var builder = Host.CreateApplicationBuilder();
        Configure(builder, ("Url", collector.Url.OriginalString));
        builder.AddTracehouse(options => options.Mask = text => text.Replace("4711", "****", StringComparison.Ordinal));
        builder.Logging.AddTracehouse();
        using var host = builder.Build();
        await host.StartAsync(Stop);
        var log = host.Services.GetRequiredService<ILogger<HostingTests>>();
        using (log.BeginScope(new Dictionary<string, object> { ["Tenant"] = "t1", ["TraceId"] = "known already" }))
        using (Tracing.StartObservation("work"))
        {
            log.LogInformation("Unimportant");
            log.LogWarning(new InvalidOperationException("of 4711"), "Card {Number} is slow", 4711);
        }

        log.LogWarning("Outside of everything");
        await host.StopAsync(Stop);

        var span = collector.Span("work");
        Assert.Equal(("t1", ""), (span["langfuse.observation.metadata.Tenant"], span["langfuse.observation.metadata.TraceId"]));
        var said = Assert.Single(span.Events);
        Assert.Equal(("log", "warning", "Card **** is slow", "of ****"), (said.Name, said.Attributes["log.level"], said.Attributes["log.message"], said.Attributes["exception.message"]));
    }

    [Fact]
    public async Task Logs_stay_at_home_unless_asked_for()
    {
        await using var collector = await Collector.StartAsync();
        var builder = Host.CreateApplicationBuilder();
        Configure(builder, ("Url", collector.Url.OriginalString));
        builder.AddTracehouse();
        using var host = builder.Build();
        await host.StartAsync(Stop);
        var log = host.Services.GetRequiredService<ILogger<HostingTests>>();
        using (log.BeginScope(new Dictionary<string, object> { ["Tenant"] = "t1" }))
        using (Tracing.StartObservation("work"))
        {
            log.LogWarning("Private");
        }

        await host.StopAsync(Stop);
        Assert.Empty(collector.Span("work").Events);
        Assert.Equal("", collector.Span("work")["langfuse.observation.metadata.Tenant"]);
    }

    private static void Configure(IHostApplicationBuilder builder, params (string Name, string Value)[] settings)
    {
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>($"Tracehouse:{setting.Name}", setting.Value)));
    }

    private sealed class Worker : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Observe("start");

        public Task StopAsync(CancellationToken cancellationToken) => Observe("stop");

        private static Task Observe(string name)
        {
            using var observation = Tracing.StartObservation(name);
            return Task.CompletedTask;
        }
    }
}
