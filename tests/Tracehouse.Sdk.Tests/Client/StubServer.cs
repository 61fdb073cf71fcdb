using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tracehouse.Sdk.Tests.Client;

/// <summary>A server on a free port that answers whatever a test wants, and keeps what it was sent.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubServer(WebApplication app) => _app = app;

    /// <summary>What the next requests are answered with; those of observations are always taken.</summary>
    public Func<HttpContext, string, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    public ConcurrentQueue<(string Path, string Body, Dictionary<string, string> Headers)> Received { get; } = [];

    public Uri Url => new(_app.Urls.First());

    public static async Task<StubServer> StartAsync(Func<HttpContext, string, Task>? answer = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new StubServer(app);
        server.Answer = answer ?? server.Answer;
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>An address where nobody is.</summary>
    public static Uri Nowhere()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)socket.LocalEndpoint).Port}");
    }

    public static Func<HttpContext, string, Task> Json(int status, string body) => async (context, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
    };

    /// <summary>A client of this server, which has its own settings.</summary>
    public TracehouseClient Client(Action<TracehouseOptions>? configure = null, ILoggerFactory? logs = null) => Client(Url, configure, logs);

    public static TracehouseClient Client(Uri url, Action<TracehouseOptions>? configure = null, ILoggerFactory? logs = null)
    {
        var options = new TracehouseOptions { Url = url, GatewayUrl = url, Model = "demo/echo", ShutdownTimeout = TimeSpan.FromMilliseconds(200), SendTimeout = TimeSpan.FromSeconds(2) };
        configure?.Invoke(options);
        return new TracehouseClient(options, logs);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/v1/traces" && context.Request.Method == "POST")
        {
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        Received.Enqueue((context.Request.Path, body, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        await Answer(context, body);
    }
}
