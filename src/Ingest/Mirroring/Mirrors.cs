using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tracehouse.Ingest.Mirroring.Wire;
using Tracehouse.Ingest.Mirroring.Sending;
using Tracehouse.Records;

namespace Tracehouse.Ingest.Mirroring;

/// <summary>
/// Sends what arrives to other systems too. Bodies of OTLP go on as they came, unless something may have to be left out of them; everything else is made of
/// its record, out of which has been left what may not be kept. Never blocks, and never costs anything here.
/// </summary>
public sealed class Mirrors : BackgroundService
{
    /// <summary>What came as OTLP and goes on as it came.</summary>
    private const string OwnForm = "otlp";

    private readonly IReadOnlyList<Mirror> _mirrors;
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(10) });
    private readonly Meter _meter = new("Tracehouse.Mirrors");
    private readonly bool _maySendBodies;

    /// <summary>Made by the host.</summary>
    public Mirrors(IServiceProvider services, TimeProvider time, ILoggerFactory loggers)
    {
        var options = ((IOptions<MirrorsOptions>)services.GetService(typeof(IOptions<MirrorsOptions>))!).Value;
        _maySendBodies = options.MaySendBodies;
        _mirrors = [.. options.Mirrors.Select(mirror => new Mirror(mirror.Key, mirror.Value, _http, time, loggers.CreateLogger<Mirror>()))];
        _meter.CreateObservableCounter("tracehouse.mirror.dropped", () => Measure(state => state.Dropped));
        _meter.CreateObservableCounter("tracehouse.mirror.sent", () => Measure(state => state.Sent));
        _meter.CreateObservableGauge("tracehouse.mirror.bytes_waiting", () => Measure(state => state.BytesWaiting));
    }

    /// <summary>How each of them is doing.</summary>
    public IReadOnlyList<MirrorState> States => [.. _mirrors.Select(mirror => mirror.State)];

    /// <summary>Takes a span that has been kept; its bytes are only lent, until this returns.</summary>
    public void Add(SpanRecord record)
    {
        foreach (var score in _mirrors.Count > 0 ? record.Scores : [])
        {
            Add(score);
        }

        if (_mirrors.Count == 0 || record.Kind == SpanKind.Trace || (_maySendBodies && record.Source == OwnForm) || !_mirrors.Any(mirror => mirror.Wants(record.Project.Value))
            || record.Payload.Attributes.Bytes.Span.IndexOf(OtlpSpan.Mark) >= 0)
        {
            return;
        }

        Add(record.Project, new MirrorItem(MirrorItem.Traces, MirrorItem.Protobuf, OtlpSpan.Encode(record)));
    }

    /// <summary>Takes a score that has been kept. What is taken back stays where it was sent, and what came from a mirror is not sent on.</summary>
    public void Add(ScoreRecord score)
    {
        if (_mirrors.Count > 0 && !score.IsDeleted && score.Metadata?.Contains(ScoreEvent.Mark, StringComparison.Ordinal) != true)
        {
            Add(score.Project, new MirrorItem(MirrorItem.Scores, MirrorItem.Json, ScoreEvent.Encode(score)));
        }
    }

    /// <summary>Whether a request was sent by a mirror, so that it must not go round.</summary>
    public static bool HasSent(HttpRequest request) => request.Headers.ContainsKey(MirrorAddress.Header);

    /// <summary>Takes the body of an export that has been kept; its bytes are only lent, until this returns.</summary>
    /// <param name="project">Whose it is.</param>
    /// <param name="path">The path of OTLP, such as <c>v1/traces</c>.</param>
    /// <param name="contentType">The form of the body.</param>
    /// <param name="body">The body, not compressed.</param>
    public void Add(ProjectId project, string path, string contentType, ReadOnlyMemory<byte> body)
    {
        if (_maySendBodies && !body.IsEmpty && _mirrors.Any(mirror => mirror.Wants(project.Value)))
        {
            Add(project, new MirrorItem(path, contentType, body.ToArray()));
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _http.Dispose();
        _meter.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_mirrors.Select(mirror => mirror.RunAsync(stoppingToken)));

    private void Add(ProjectId project, MirrorItem item)
    {
        foreach (var mirror in _mirrors)
        {
            if (mirror.Wants(project.Value))
            {
                mirror.Add(item);
            }
        }
    }

    private IEnumerable<Measurement<long>> Measure(Func<MirrorState, long> value) =>
        States.Select(state => new Measurement<long>(value(state), new KeyValuePair<string, object?>("mirror", state.Name)));
}
