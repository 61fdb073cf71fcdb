using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Tracehouse.Records;
using Tracehouse.Vendors.Opper.Calls;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Models;

/// <summary>The models whose prices are known, and what is asked in the formats of others.</summary>
internal sealed class ModelEndpoints(IPriceBook prices, GatewayRelay relay, IOptions<OpperOptions> options, TimeProvider time)
{
    private const string Custom = "Models of your own are providers here: set Providers:<name>:BaseUrl and Providers:<name>:ApiKey, or make an alias.";
    private const decimal Million = 1_000_000;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v2/models", List);
        routes.MapGet("/v3/models", ListOfThird);
        routes.MapGet("/v2/models/custom", () => Answers.Page([], 0));
        routes.MapPost("/v2/models/custom", (HttpContext context) => Answers.NotOffered(context, Custom));
        routes.MapGet("/v2/models/custom/{id}", (HttpContext context, string id) => Answers.NotFound(context, "custom model", id));
        routes.MapGet("/v2/models/custom/by-name/{name}", (HttpContext context, string name) => Answers.NotFound(context, "custom model", name));
        Relay("/v2/openai/chat/completions", "/v1/chat/completions", options.Value.Model);
        Relay("/v2/embeddings", "/v1/embeddings", options.Value.EmbeddingModel);
        Relay("/v1/embeddings", "/v1/embeddings", options.Value.EmbeddingModel);
        Relay("/v3/compat/chat/completions", "/v1/chat/completions", options.Value.Model);
        Relay("/v3/compat/responses", "/v1/responses", options.Value.Model);
        Relay("/v3/compat/openresponses", "/v1/responses", options.Value.Model);
        Relay("/v3/compat/v1/messages", "/v1/messages", options.Value.Model);
        Relay("/v3/compat/embeddings", "/v1/embeddings", options.Value.EmbeddingModel);
        foreach (var (path, what) in new[] { ("/v2/rerank", "Reranking"), ("/v2/ocr", "Reading text in pictures"), ("/v1/generate-image", "Making pictures") })
        {
            routes.MapPost(path, (HttpContext context) => Answers.NotOffered(context, $"{what} is not offered here; call a provider that has it through the gateway."));
        }

        routes.MapGet("/v2/rerank/models", () => Answers.Page([], 0));
        routes.MapGet("/v2/ocr/models", () => Answers.Page([], 0));

        void Relay(string path, string at, string model) => routes.MapPost(path, (HttpContext context, CancellationToken stop) => relay.RelayAsync(context, at, model, stop));
    }

    private IResult List(HttpContext context)
    {
        if (!Window.TryRead(context, out var window, out var fault))
        {
            return fault!;
        }

        var all = All();
        return Answers.Page(all.Skip(window.Offset).Take(window.Limit).Select(ToModel), all.Count);
    }

    private IResult ListOfThird(HttpContext context)
    {
        if (!Window.TryRead(context, out var window, out var fault))
        {
            return fault!;
        }

        var all = All();
        return Answers.Ok(new JsonObject
        {
            ["models"] = new JsonArray([.. all.Skip(window.Offset).Take(window.Limit).Select(price => new JsonObject { ["id"] = Name(price), ["name"] = Name(price), ["provider"] = price.Provider })]),
            ["limit"] = window.Limit,
            ["offset"] = window.Offset,
            ["total"] = all.Count,
        });
    }

    private List<ListedPrice> All() => [.. PriceSearch.InOrder(prices.All(time.GetUtcNow()))];

    private static JsonObject ToModel(ListedPrice price) => new()
    {
        ["hosting_provider"] = price.Provider,
        ["name"] = Name(price),
        ["location"] = "",
        ["input_cost_per_token"] = Figure(price, "input_usd_per_million"),
        ["output_cost_per_token"] = Figure(price, "output_usd_per_million"),
    };

    private static string Name(ListedPrice price) => $"{price.Provider}/{price.Model}";

    private static decimal? Figure(ListedPrice price, string name) => price.Figures.TryGetValue(name, out var figure) ? figure / Million : null;
}
