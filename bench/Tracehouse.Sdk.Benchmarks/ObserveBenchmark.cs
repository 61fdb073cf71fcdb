using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Tracehouse.Export;
using Tracehouse.Propagation;

namespace Tracehouse.Sdk.Benchmarks;

/// <summary>What an [Observe] method with two small arguments costs its caller, beside an activity told by hand to OpenTelemetry's own batch processor.</summary>
[MemoryDiagnoser]
public class ObserveBenchmark
{
    private TracerProvider? _ours;
    private TracerProvider? _bare;
    private ExportQueue? _queue;

    /// <summary>The queue of the library and OpenTelemetry's, each with an exporter that discards.</summary>
    [GlobalSetup(Targets = [nameof(Observed), nameof(Bare), nameof(ObservedAsync)])]
    public void Start()
    {
        var limits = new ExportLimits(8192, 64 << 20, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        _queue = new ExportQueue(new DiscardingExporter(), new Delivery(null, TimeProvider.System), limits, new ExportWords(NullLogger.Instance));
        _ours = OpenTelemetry.Sdk.CreateTracerProviderBuilder().AddSource(Tracing.SourceName).SetSampler(new TraceSampler(1))
            .AddProcessor(new Inheritance(readsBaggage: false)).AddProcessor(_queue).Build();
        _bare = OpenTelemetry.Sdk.CreateTracerProviderBuilder().AddSource(Work.Source.Name)
            .AddProcessor(new BatchActivityExportProcessor(new DiscardingExporter())).Build();
    }

    /// <summary>Ends both.</summary>
    [GlobalCleanup]
    public void End()
    {
        // An observation that finds the queue full costs less than one that is sent, so it is said how many did.
        Console.WriteLine($"// {_queue?.Counts}");
        _ours?.Dispose();
        _bare?.Dispose();
    }

    /// <summary>By hand.</summary>
    [Benchmark(Baseline = true)]
    public string Bare() => Work.Bare("Madrid", 3);

    /// <summary>With the attribute.</summary>
    [Benchmark]
    public string Observed() => Work.Observed("Madrid", 3);

    /// <summary>With the attribute, awaited.</summary>
    [Benchmark]
    public Task<string> ObservedAsync() => Work.ObservedAsync("Madrid", 3);

    /// <summary>The same awaited work without the attribute.</summary>
    [Benchmark]
    public Task<string> UntoldAsync() => Work.UntoldAsync("Madrid", 3);

    /// <summary>With the attribute while nobody listens.</summary>
    [Benchmark]
    public string Disabled() => Work.Observed("Madrid", 3);

    /// <summary>The work itself.</summary>
    [Benchmark]
    public string Untold() => Work.Untold("Madrid", 3);
}
