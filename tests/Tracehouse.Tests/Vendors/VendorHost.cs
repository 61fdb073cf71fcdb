using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracehouse.Ingest;
using Tracehouse.Ingest.Receiving;
using Tracehouse.Records;
using Tracehouse.Tests.Ingest.Otlp;
using Tracehouse.Vendors.NeuralTrust;
using Tracehouse.Vendors.OpenTracy.Importing;
using Xunit;

namespace Tracehouse.Tests.Vendors;

/// <summary>The doors of NeuralTrust and OpenTracy, as far as they only take, beside OpenTelemetry's, before a spool in memory.</summary>
internal sealed class VendorHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };

    private VendorHost(WebApplication app, KeptRecords kept) => (_app, Kept) = (app, kept);

    public KeptRecords Kept { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<VendorHost> StartAsync(params (string Key, string? Value)[] settings)
    {
        var kept = new KeptRecords();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        builder.Services.AddSingleton<IDurableSink>(kept);
        builder.Services.AddSingleton<IRecordPrivacy>(kept);
        builder.Services.AddSingleton<IPriceBook>(kept);
        builder.Services.AddIngest(builder.Configuration);
        builder.Services.AddNeuralTrust(builder.Configuration);
        builder.Services.AddImporting(builder.Configuration);
        var app = builder.Build();
        app.Use((context, next) =>
        {
            context.Features.Set(Caller.Anyone);
            return next(context);
        });
        app.MapIngest();
        app.MapNeuralTrust();
        app.MapImporting();
        await app.StartAsync(Stop);
        return new VendorHost(app, kept);
    }

    public async Task<(int Status, JsonNode? Body)> PostAsync(string path, string body, string? type = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(_app.Urls.First()), path)) { Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var answer = await _http.SendAsync(request, Stop);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop)));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }
}
