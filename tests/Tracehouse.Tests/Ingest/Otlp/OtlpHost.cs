using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracehouse.Ingest;
using Tracehouse.Ingest.Mirroring;
using Tracehouse.Ingest.Receiving;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Ingest.Otlp;

/// <summary>The real doors for OpenTelemetry before a spool in memory.</summary>
internal sealed class OtlpHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };

    private OtlpHost(WebApplication app, KeptRecords kept) => (_app, Kept) = (app, kept);

    public KeptRecords Kept { get; }

    public string Url => _app.Urls.First();

    public Mirrors Mirrors => _app.Services.GetRequiredService<Mirrors>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<OtlpHost> StartAsync(params (string Key, string? Value)[] settings)
    {
        var kept = new KeptRecords();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
        });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        builder.Services.AddSingleton<IDurableSink>(kept);
        builder.Services.AddSingleton<IRecordPrivacy>(kept);
        builder.Services.AddSingleton<IPriceBook>(kept);
        builder.Services.AddIngest(builder.Configuration);
        var app = builder.Build();
        app.MapWhen(context => context.Request.Protocol == "HTTP/2", branch => branch.MapOtlpGrpc());
        app.MapWhen(context => !context.Request.Path.StartsWithSegments("/v1/scores"), branch => branch.MapOtlpHttp());
        app.MapIngest();
        await app.StartAsync(Stop);
        return new OtlpHost(app, kept);
    }

    /// <summary>Sends a body over HTTP.</summary>
    public async Task<OtlpAnswer> PostAsync(byte[] body, string path = "/v1/traces", string type = "application/x-protobuf", string? encoding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(_app.Urls.First()), path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        using var answer = await _http.SendAsync(request, Stop);
        return new OtlpAnswer((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(Stop), answer.Content.Headers.ContentType?.MediaType, answer.Headers.RetryAfter is not null, null, "");
    }

    /// <summary>Asks the API for something.</summary>
    public async Task<OtlpAnswer> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(new Uri(_app.Urls.First()), path));
        request.Content = json is null ? null : new StringContent(json, new MediaTypeHeaderValue("application/json"));
        using var answer = await _http.SendAsync(request, Stop);
        return new OtlpAnswer((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(Stop), answer.Content.Headers.ContentType?.MediaType, answer.Headers.RetryAfter is not null, null, "");
    }

    /// <summary>Sends a message over gRPC.</summary>
    public Task<OtlpAnswer> CallAsync(byte[] message, string service = "trace.v1.TraceService", string? encoding = null) =>
        CallFrameAsync([encoding is null ? (byte)0 : (byte)1, .. BitConverter.GetBytes(IPAddress.HostToNetworkOrder(message.Length)), .. message], service, encoding);

    public async Task<OtlpAnswer> CallFrameAsync(byte[] frame, string service = "trace.v1.TraceService", string? encoding = null)
    {
        var url = new Uri(new Uri(_app.Urls.Last()), $"/opentelemetry.proto.collector.{service}/Export");
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new ByteArrayContent(frame) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        if (encoding is not null)
        {
            request.Headers.Add("grpc-encoding", encoding);
        }

        using var answer = await _http.SendAsync(request, Stop);
        var body = await answer.Content.ReadAsByteArrayAsync(Stop);
        var status = answer.TrailingHeaders.TryGetValues("grpc-status", out var codes) ? int.Parse(codes.Single()) : (int?)null;
        var words = answer.TrailingHeaders.TryGetValues("grpc-message", out var message) ? Uri.UnescapeDataString(message.Single()) : "";
        return new OtlpAnswer((int)answer.StatusCode, body.Length > 0 ? body[5..] : body, answer.Content.Headers.ContentType?.MediaType, false, status, words);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }
}
