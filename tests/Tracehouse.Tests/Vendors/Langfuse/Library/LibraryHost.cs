using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tracehouse.Datasets.Items;
using Tracehouse.Gateway.Pricing;
using Tracehouse.Ingest.Otlp.Transport;
using Tracehouse.Records;
using Tracehouse.Testing;
using Tracehouse.Vendors.Langfuse.Http;
using Tracehouse.Vendors.Langfuse.Library;
using Tracehouse.Vendors.Langfuse.Media;
using Xunit;

namespace Tracehouse.Tests.Vendors.Langfuse.Library;

/// <summary>What Langfuse's clients manage, behind its API. The header <c>X-Project</c> says whose.</summary>
internal sealed class LibraryHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LibraryHost(WebApplication app)
    {
        _app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public HttpClient Http { get; }

    public static async Task<LibraryHost> StartAsync(params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IEntities, MemoryEntities>();
        builder.Services.AddSingleton<IPriceBook, OnePrice>();
        builder.Services.AddSingleton<IProjectModels>(new ProjectModels(new MemoryDocuments(), Options.Create(new PricingOptions()), NullLogger<ProjectModels>.Instance));
        builder.Services.AddSingleton<DatasetBook>();
        builder.Services.AddSingleton<MemoryBudget>();
        builder.Services.AddLangfuseHttp(builder.Configuration);
        builder.Services.AddLangfuseMedia();
        builder.Services.AddLangfuseLibrary(builder.Configuration);
        var app = builder.Build();
        app.Use((context, next) =>
        {
            Assert.True(ProjectId.TryParse(context.Request.Headers["X-Project"].FirstOrDefault() ?? "default", out var project));
            context.Features.Set(new Caller(project, null, KeyRole.Admin));
            return next(context);
        });
        app.MapLangfuseLibrary();
        await app.StartAsync(Stop);
        return new LibraryHost(app);
    }

    /// <summary>The status, and the body when it is one.</summary>
    public async Task<(int Status, JsonElement Body)> SendAsync(string method, string path, string? body = null, string project = "default")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Http.BaseAddress!, $"api/public/{path}"))
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Project", project);
        using var answer = await Http.SendAsync(request, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        return ((int)answer.StatusCode, text.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(text) : default);
    }

    /// <summary>Keeps something that another part of the server would.</summary>
    public ValueTask SaveAsync(Entity entity) => _app.Services.GetRequiredService<IEntities>().SaveAsync([entity], Stop);

    /// <summary>The body of an answer that must be a good one.</summary>
    public async Task<JsonElement> OkAsync(string method, string path, string? body = null)
    {
        var (status, answer) = await SendAsync(method, path, body);
        Assert.True(status is >= 200 and < 300, $"{method} {path}: {status} {answer}");
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    /// <summary>A list of prices with one model in it.</summary>
    private sealed class OnePrice : IPriceBook
    {
        private static readonly ListedPrice Only = new("openai", "gpt-test", "package", "1") { Figures = new Dictionary<string, decimal> { ["input_usd_per_million"] = 2.5m } };

        public Cost? Price(string provider, string model, TokenUsage usage, DateTimeOffset time) => null;

        public IEnumerable<ListedPrice> All(DateTimeOffset time) => [Only];

        public ListedPrice? Find(string provider, string model, DateTimeOffset time) => provider == Only.Provider && model == Only.Model ? Only : null;
    }
}
