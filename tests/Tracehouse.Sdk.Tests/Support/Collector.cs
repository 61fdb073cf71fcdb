using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tracehouse.Sdk.Tests.Support;

/// <summary>A server that takes traces on a real port of this machine, or does what a test tells it instead.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedSpan> _spans = new();
    private readonly WebApplication _app;

    private Collector(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    public int Requests { get; private set; }

    /// <summary>How bodies were compressed, and what was shown as key, of the last request.</summary>
    public (string Encoding, string Key) Last { get; private set; }

    /// <summary>What requests are answered with; null takes them.</summary>
    public Func<HttpContext, Task>? Answer { get; set; }

    public IReadOnlyList<ReceivedSpan> Spans => [.. _spans];

    public ReceivedSpan Span(string name) => _spans.Single(span => span.Name == name);

    public static async Task<Collector> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();

        // Its own requests are of another name, so that a test that traces requests does not trace these.
        builder.Services.AddSingleton(new ActivitySource("Collector"));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        var app = builder.Build();
        var collector = new Collector(app);
        app.Run(collector.ReceiveAsync);
        await app.StartAsync();
        return collector;
    }

    /// <summary>Starts tracing into it, with nothing of a machine's environment.</summary>
    public TracingSession Trace(Action<TracehouseOptions>? configure = null, ILoggerFactory? logs = null) => Tracing.Start(
        options =>
        {
            options.Url = Url;
            configure?.Invoke(options);
        },
        logs);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        Requests++;
        Last = (context.Request.Headers.ContentEncoding.ToString(), context.Request.Headers.Authorization.ToString());
        if (Answer is { } answer)
        {
            await answer(context);
            return;
        }

        body.Position = 0;
        using var plain = new MemoryStream();
        await (Last.Encoding == "gzip" ? new GZipStream(body, CompressionMode.Decompress) : (Stream)body).CopyToAsync(plain);
        foreach (var span in OtlpReader.Read(plain.ToArray()))
        {
            _spans.Enqueue(span);
        }
    }
}
