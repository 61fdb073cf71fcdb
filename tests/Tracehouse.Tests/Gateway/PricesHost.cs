using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracehouse.Gateway;
using Tracehouse.Records;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>The prices of a gateway, behind their API and beside it.</summary>
internal sealed class PricesHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private PricesHost(WebApplication app, MemoryDocuments documents, ManualTime time)
    {
        (_app, Documents, Time) = (app, documents, time);
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public MemoryDocuments Documents { get; }

    public ManualTime Time { get; }

    public IPriceBook Book => _app.Services.GetRequiredService<IPriceBook>();

    public static async Task<PricesHost> StartAsync(MemoryDocuments? documents, params (string Key, string? Value)[] settings)
    {
        var (kept, time) = (documents ?? new MemoryDocuments(), new ManualTime());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        builder.Services.AddSingleton<IRecordSink>(new RecordingSink());
        builder.Services.AddSingleton<IDocuments>(kept);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddGateway(builder.Configuration);
        var app = builder.Build();
        app.Use((context, next) =>
        {
            context.Features.Set(Caller.Anyone);
            return next(context);
        });
        app.MapGatewayManagement();
        await app.StartAsync(Stop);
        return new PricesHost(app, kept, time);
    }

    /// <summary>The status, and the body when it is one.</summary>
    public async Task<(int Status, JsonElement Body)> SendAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await _http.SendAsync(request, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        return ((int)answer.StatusCode, text.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(text) : default);
    }

    /// <summary>What a thousand tokens in and a hundred out cost, and the version that says so.</summary>
    public Cost? Charge(string provider, string model) => Book.Price(provider, model, new TokenUsage { Input = 1000, Output = 100 }, Time.GetUtcNow());

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
