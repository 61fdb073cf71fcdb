using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracehouse.Gateway;
using Tracehouse.Ingest;
using Tracehouse.Ingest.Receiving;
using Tracehouse.Query;
using Tracehouse.Records;
using Tracehouse.Store;
using Tracehouse.Testing;
using Tracehouse.Tests.Gateway;
using Tracehouse.Tests.Ingest.Otlp;
using Xunit;

namespace Tracehouse.Tests.Query;

/// <summary>The description of the API against the routes that are mapped, and against the gateway's door.</summary>
public sealed partial class ApiDescriptionTests
{
    [Fact]
    public async Task Every_route_is_described()
    {
        var data = Directory.CreateTempSubdirectory("tracehouse-description-");
        await using var app = Mapped(data.FullName);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var document = await client.GetFromJsonAsync<JsonElement>("/openapi.json", TestContext.Current.CancellationToken);
        var described = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}")).ToHashSet();

        var mapped = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText is not "/openapi.json" && route.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>()?.ExcludeFromDescription != true)
            .SelectMany(route => (route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["any"]).Select(method => $"{method} {Stars().Replace(route.RoutePattern.RawText!, "{")}"))
            .ToList();
        Assert.True(mapped.Count > 30, string.Join('\n', mapped));
        Assert.Empty(mapped.Except(described));
        Assert.Empty(GatewayRoutes.All.Select(route => $"{route.Method} {route.Path}").Except(described));
        Assert.All(document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()), operation => Assert.True(operation.Value.TryGetProperty("summary", out _), operation.ToString()));
        await app.StopAsync(TestContext.Current.CancellationToken);
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task Every_route_that_the_gateway_lists_is_answered_there()
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Upstream.Answer = UpstreamAnswers.Json(200, "{}");
        foreach (var route in GatewayRoutes.All)
        {
            var path = route.Path.Replace("{provider}", "openai", StringComparison.Ordinal).Replace("{id}", "openai/gpt-4o", StringComparison.Ordinal).Replace("{path}", "any", StringComparison.Ordinal);
            using var message = new HttpRequestMessage(HttpMethod.Parse(route.Method), path);
            using var answer = await gateway.Client.SendAsync(message, TestContext.Current.CancellationToken);
            var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.False(body.Contains("There is no /", StringComparison.Ordinal) || answer.StatusCode == HttpStatusCode.MethodNotAllowed, $"{route}: {body}");
        }

        Assert.Empty(GatewayEndpoint.Dialects.Keys.Except(GatewayRoutes.All.Select(route => route.Path)));
    }

    /// <summary>The routes of every part at the door of the API, without what runs behind them.</summary>
    private static WebApplication Mapped(string data)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Configuration.AddInMemoryCollection([new("Spool:Directory", data), new("ClickHouse:Url", "http://127.0.0.1:1"), new("Keys:MasterKey", "a master key for tests")]);
        var own = builder.Services.ToHashSet();
        builder.Services.AddStore(builder.Configuration);
        builder.Services.AddGateway(builder.Configuration);
        builder.Services.AddIngest(builder.Configuration);
        builder.Services.AddQuery(builder.Configuration);
        builder.Services.AddSingleton<IDurableSink, KeptRecords>();
        builder.Services.AddSingleton<IDocuments>(new MemoryDocuments());
        foreach (var service in builder.Services.Where(service => service.ServiceType == typeof(IHostedService) && !own.Contains(service)).ToList())
        {
            builder.Services.Remove(service);
        }

        var app = builder.Build();
        app.MapIngest();
        app.MapGatewayManagement();
        app.MapQuery();
        return app;
    }

    [GeneratedRegex(@"\{\*+")]
    private static partial Regex Stars();
}
