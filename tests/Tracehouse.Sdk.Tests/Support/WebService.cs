using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tracehouse.Sdk.Tests.Support;

/// <summary>A web application as anybody writes it, on a real port, and a client that calls it.</summary>
internal sealed class WebService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebService(WebApplication app) => _app = app;

    public HttpClient Client { get; } = new();

    public Uri Url => new(_app.Urls.First());

    public static async Task<WebService> StartAsync(RequestDelegate answer, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();

        // With a log, the framework begins an activity for every request, as it does in any real application.
        builder.Logging.AddProvider(new NoWords());
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        configure?.Invoke(builder);
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new WebService(app);
    }

    public Task<string> GetAsync() => Client.GetStringAsync(Url);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class NoWords : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
        }

        public void Dispose()
        {
        }
    }
}
