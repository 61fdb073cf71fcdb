using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Tracehouse.Export;
using Tracehouse.Hosting;
using Tracehouse.Payloads;
using Tracehouse.Propagation;
using Tracehouse.Reporting;
using Tracehouse.Scores;
using Tracehouse.Wire;

namespace Tracehouse;

/// <summary>Tracing while it runs. Disposing it sends what is left, for at most <see cref="TracehouseOptions.ShutdownTimeout"/>, and ends it.</summary>
public sealed class TracingSession : IDisposable
{
    private readonly TracerProvider? _provider;
    private readonly ExportQueue? _queue;
    private readonly ServerLink? _link;
    private readonly PayloadSettings? _settings;

    /// <param name="options">Checked, and with the values of the environment.</param>
    /// <param name="logs">Where the session says what goes wrong.</param>
    /// <param name="provider">The application's own set-up to become part of; one of its own when null.</param>
    internal TracingSession(TracehouseOptions options, ILoggerFactory? logs, TracerProviderBuilder? provider = null)
    {
        Options = options;
        if (!options.IsEnabled)
        {
            return;
        }

        PayloadSettings.Current = _settings = new PayloadSettings(options.CaptureContent, options.PayloadCharactersMax, options.Mask, options.JsonTypes);
        _queue = QueueOf(options, logs ?? NullLoggerFactory.Instance);
        if (provider is null)
        {
            var builder = Sdk.CreateTracerProviderBuilder().SetSampler(new TraceSampler(options.SamplingRatio)).ConfigureResource(resource => Describe(resource, options));
            _provider = Join(builder, options, _queue).Build();
        }
        else
        {
            Join(provider, options, _queue).AddProcessor(new SessionEnd(this));
        }

        _link = new ServerLink(options);
        Reports = new ReportQueue(_link, options, logs);
        Scores = new ScoreReports(Reports, options, TimeProvider.System);
    }

    /// <summary>As they are in force, the environment's values included.</summary>
    internal TracehouseOptions Options { get; }

    internal ReportQueue? Reports { get; }

    internal ScoreReports? Scores { get; }

    /// <summary>What has become of the observations so far.</summary>
    public ExportCounts Counts => _queue?.Counts ?? default;

    /// <summary>Sends what has ended; true when all of it is with the server. Waits at most so long, and not at all once an attempt has failed.</summary>
    public bool Flush(TimeSpan? timeout = null)
    {
        var (patience, began) = (timeout ?? Options.SendTimeout, Stopwatch.GetTimestamp());
        var isSent = _queue?.ForceFlush((int)Math.Clamp(patience.TotalMilliseconds, 0, int.MaxValue)) ?? true;
        return (Reports?.Flush(patience - Stopwatch.GetElapsedTime(began)) ?? true) && isSent;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Tracing.Ended(this);
        Reports?.Stop();
        _queue?.Shutdown((int)Options.ShutdownTimeout.TotalMilliseconds);
        _provider?.Dispose();
        Reports?.Dispose();
        _link?.Dispose();
        PayloadSettings.Forget(_settings);
    }

    private static TracerProviderBuilder Join(TracerProviderBuilder builder, TracehouseOptions options, ExportQueue queue) => builder
        .AddSource([Tracing.SourceName, .. options.Sources])
        .AddProcessor(new Inheritance(options.ReadBaggage))
        .AddProcessor(queue);

    private static ExportQueue QueueOf(TracehouseOptions options, ILoggerFactory logs)
    {
        var delivery = new Delivery(options.Key, TimeProvider.System);
        var exporter = new OtlpTraceExporter(new OtlpExporterOptions
        {
            Protocol = OtlpExportProtocol.HttpProtobuf,
            Endpoint = new Uri(options.Url!, "v1/traces"),
            // What the environment names is meant for another receiver.
            Headers = "",
            TimeoutMilliseconds = (int)options.SendTimeout.TotalMilliseconds,
            HttpClientFactory = () => new HttpClient(delivery, disposeHandler: false) { Timeout = options.SendTimeout },
        });
        var limits = new ExportLimits(options.QueueMax, options.QueueCharactersMax, options.SendEvery, options.ShutdownTimeout);
        return new ExportQueue(exporter, delivery, limits, new ExportWords(logs.CreateLogger("Tracehouse")));
    }

    private static void Describe(ResourceBuilder resource, TracehouseOptions options)
    {
        resource.AddService(options.ServiceName ?? AppDomain.CurrentDomain.FriendlyName, autoGenerateServiceInstanceId: false);
        List<KeyValuePair<string, object>> attributes = [];
        Add("deployment.environment.name", options.Environment);
        Add("langfuse.release", options.Release);
        resource.AddAttributes(attributes);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                attributes.Add(new(name, value));
            }
        }
    }
}
