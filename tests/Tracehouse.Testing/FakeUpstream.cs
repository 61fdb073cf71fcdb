using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Tracehouse.Testing;

/// <summary>A provider of models on a real port of this machine, which does what a test tells it.</summary>
public sealed class FakeUpstream : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<ReceivedRequest> _received = Channel.CreateUnbounded<ReceivedRequest>();

    private FakeUpstream(WebApplication app) => _app = app;

    /// <summary>What the next calls are answered with.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = UpstreamAnswers.Json(200, UpstreamAnswers.Completion);

    /// <summary>The address to configure as a provider's.</summary>
    public string BaseUrl => $"{_app.Urls.First()}/v1";

    public static async Task<FakeUpstream> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        var app = builder.Build();
        var upstream = new FakeUpstream(app);
        app.Run(upstream.ReceiveAsync);
        await app.StartAsync();
        return upstream;
    }

    /// <summary>How many requests came that nobody has looked at.</summary>
    public int Waiting => _received.Reader.Count;

    /// <summary>The next request, when it comes.</summary>
    public async Task<ReceivedRequest> NextAsync(CancellationToken stop) => await _received.Reader.ReadAsync(stop);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var request = new ReceivedRequest(context.Request.Method, target, headers, body.ToArray());
        context.Features.Set(request);
        context.Request.Body = new MemoryStream(request.Body);
        await _received.Writer.WriteAsync(request);
        await Answer(context);
    }
}
