using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Tracehouse.Export;
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

    internal TracingSession(TracehouseOptions options, ILoggerFactory? logs)
    {
        Options = options;
        if (!options.IsEnabled)
        {
            return;
        }

        PayloadSettings.Current = new PayloadSettings(options.CaptureContent, options.PayloadCharactersMax, options.Mask, options.JsonTypes);
        _queue = QueueOf(options, logs ?? NullLoggerFactory.Instance);
        _provider = Build(options, _queue);
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
        var isSent = _provider?.ForceFlush((int)(timeout ?? Options.SendTimeout).TotalMilliseconds) ?? true;
        return (Reports?.Flush(timeout ?? Options.SendTimeout) ?? true) && isSent;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Tracing.Ended(this);
        _provider?.Shutdown((int)Options.ShutdownTimeout.TotalMilliseconds);
        _provider?.Dispose();
        Reports?.Dispose();
        _link?.Dispose();
    }

    private static TracerProvider Build(TracehouseOptions options, ExportQueue queue)
    {
        var builder = Sdk.CreateTracerProviderBuilder()
            .AddSource([Tracing.SourceName, .. options.Sources])
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(Math.Clamp(options.SamplingRatio, 0, 1))))
            .AddProcessor(new Inheritance(options.ReadBaggage))
            .AddProcessor(queue)
            .ConfigureResource(resource => Describe(resource, options));
        return builder.Build();
    }

    private static ExportQueue QueueOf(TracehouseOptions options, ILoggerFactory logs)
    {
        var delivery = new Delivery();
        var exporter = new OtlpTraceExporter(new OtlpExporterOptions
        {
            Protocol = OtlpExportProtocol.HttpProtobuf,
            Endpoint = new Uri(options.Url!, "v1/traces"),
            Headers = options.Key is null ? null : $"Authorization=Bearer {options.Key}",
            TimeoutMilliseconds = (int)options.SendTimeout.TotalMilliseconds,
            HttpClientFactory = () => new HttpClient(delivery, disposeHandler: false) { Timeout = options.SendTimeout },
        });
        var limits = new ExportLimits(options.QueueMax, options.QueueCharactersMax, options.SendEvery, options.ShutdownTimeout);
        return new ExportQueue(exporter, delivery, limits, logs.CreateLogger("Tracehouse"));
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
