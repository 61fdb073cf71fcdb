using System.Net;
using System.Text;
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

/// <summary>A real gateway before a real upstream, both on ports of this machine: a test says what the upstream does and what the client does.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private const int Seed = 7;

    private readonly WebApplication _app;

    private GatewayHost(WebApplication app, FakeUpstream upstream, RecordingSink sink, MemoryDocuments documents, ManualTime time)
    {
        _app = app;
        Upstream = upstream;
        Sink = sink;
        Documents = documents;
        Time = time;
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromSeconds(60) };
    }

    public FakeUpstream Upstream { get; }

    public RecordingSink Sink { get; }

    public MemoryDocuments Documents { get; }

    public ManualTime Time { get; }

    public IServiceProvider Services => _app.Services;

    public HttpClient Client { get; }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>
    /// Starts both; the upstream is the provider <c>openai</c>, with a key. Answers carry nothing of ours unless a test turns
    /// <c>Gateway:Extras</c> on, so that they can be compared to the last byte.
    /// </summary>
    public static async Task<GatewayHost> StartAsync(params (string Key, string? Value)[] settings) => await StartAsync(await FakeUpstream.StartAsync(), settings);

    /// <summary>Starts a gateway before an upstream that runs, and that it then owns.</summary>
    public static async Task<GatewayHost> StartAsync(FakeUpstream upstream, (string Key, string? Value)[] settings)
    {
        var sink = new RecordingSink();
        var documents = new MemoryDocuments();
        var time = new ManualTime();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection([new("Providers:openai:BaseUrl", upstream.BaseUrl), new("Providers:openai:ApiKey", "sk-server"), new("Keys:MasterKey", "a master key for tests"), new("Gateway:Extras", "false")]);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        builder.Services.AddSingleton<IRecordSink>(sink);
        builder.Services.AddSingleton<IDocuments>(documents);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(new Random(Seed));
        builder.Services.AddGateway(builder.Configuration);
        var app = builder.Build();
        ((IApplicationBuilder)app).MapGateway();
        await app.StartAsync();
        return new GatewayHost(app, upstream, sink, documents, time);
    }

    /// <summary>Sends a chat request.</summary>
    public Task<HttpResponseMessage> PostAsync(string body, params (string Name, string Value)[] headers) => PostAsync(Encoding.UTF8.GetBytes(body), headers);

    public Task<HttpResponseMessage> PostAsync(byte[] body, params (string Name, string Value)[] headers) => SendAsync("/v1/chat/completions", body, headers);

    /// <summary>Sends JSON to any endpoint.</summary>
    public Task<HttpResponseMessage> SendAsync(string path, string body, params (string Name, string Value)[] headers) => SendAsync(path, Encoding.UTF8.GetBytes(body), headers);

    private Task<HttpResponseMessage> SendAsync(string path, byte[] body, (string Name, string Value)[] headers)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        message.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        foreach (var (name, value) in headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, Stop);
    }

    /// <summary>The record of the next call.</summary>
    public Task<SpanRecord> RecordAsync() => Sink.NextAsync(Stop);

    /// <summary>Stops the gateway without waiting for the calls that are under way.</summary>
    public Task StopAsync() => _app.StopAsync(new CancellationToken(canceled: true));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Sink.Open();
        await StopAsync();
        await _app.DisposeAsync();
        await Upstream.DisposeAsync();
        Sink.Dispose();
    }
}
