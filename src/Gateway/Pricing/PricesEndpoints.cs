using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Pricing;

/// <summary>
/// <c>GET /v1/prices</c>, and <c>GET</c>, <c>PUT</c> and <c>DELETE /v1/prices/{provider}/{model}</c>. The name of a model may have slashes.
/// Errors: 400 <c>invalid_request</c>, 403 <c>forbidden</c> where keys are required and the key is no admin's, 404 <c>price_not_found</c>, 503 <c>clickhouse_down</c>.
/// </summary>
internal static class PricesEndpoints
{
    private const int LimitMax = 1000;
    private const int LimitUsual = 100;
    private const string OneModel = "/v1/prices/{provider}/{**model}";

    public static void MapPrices(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/prices", List).WithSummary("List prices");
        routes.MapGet(OneModel, Get).WithSummary("Get the price of a model");
        routes.MapPut(OneModel, PutAsync).WithSummary("Set the price of a model").AddEndpointFilter(AdminOnlyAsync);
        routes.MapDelete(OneModel, DeleteAsync).WithSummary("Remove the price that was set for a model").AddEndpointFilter(AdminOnlyAsync);
    }

    /// <summary>Prices are the server's, whichever project asks.</summary>
    private static async ValueTask<object?> AdminOnlyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Features.Get<Caller>() is { Role: KeyRole.Admin }
            ? await next(context)
            : Fault(StatusCodes.Status403Forbidden, "forbidden", "This needs a key with the role admin.");

    private static IResult List(HttpRequest request, PriceBook book, TimeProvider time)
    {
        var query = request.Query;
        if (query.Keys.FirstOrDefault(key => key is not ("provider" or "model" or "search" or "limit" or "offset")) is { } other)
        {
            return Invalid($"There is no parameter '{other}'. There are: provider, model, search, limit, offset.");
        }

        if (!TryReadCount(query["limit"], LimitUsual, out var limit) || limit is < 1 or > LimitMax || !TryReadCount(query["offset"], 0, out var offset))
        {
            return Invalid($"'limit' must be from 1 to {LimitMax}, and 'offset' a whole number that is not negative.");
        }

        var found = Find(book, query["provider"].ToString(), query["model"].ToString(), time.GetUtcNow())
            .Where(price => PriceSearch.Accepts(price, query["search"].ToString())).ToList();
        return Answer(
            new PriceList([.. found.Skip(offset).Take(limit).Select(PriceBody.From)], found.Count, (long)offset + limit < found.Count), PriceContractsJson.Readable.PriceList);
    }

    /// <summary>A model is looked for by any of its names, at one provider or at each.</summary>
    private static IEnumerable<ListedPrice> Find(PriceBook book, string provider, string model, DateTimeOffset now)
    {
        var all = PriceSearch.InOrder(book.All(now).Where(price => provider.Length == 0 || price.Provider.Equals(provider, StringComparison.OrdinalIgnoreCase)));
        return model.Length == 0 ? all
            : provider.Length > 0 ? book.Find(provider, model, now) is { } one ? [one] : []
            : all.Select(price => price.Provider).Distinct().Select(name => book.Find(name, model, now)).OfType<ListedPrice>();
    }

    private static IResult Get(string provider, string model, PriceBook book, TimeProvider time) =>
        book.Find(provider, Plain(model), time.GetUtcNow()) is { } price
            ? Answer(PriceBody.From(price), PriceContractsJson.Readable.PriceBody)
            : Fault(StatusCodes.Status404NotFound, "price_not_found", $"No price is known for {provider}/{Plain(model)}.");

    private static async Task<IResult> PutAsync(string provider, string model, HttpRequest request, PriceBook book, OwnPrices own, TimeProvider time, CancellationToken stop)
    {
        if (!ModelKey.TryParse(provider, Plain(model), out var key))
        {
            return Invalid("The address must name a provider and a model, neither of them longer than 200 characters.");
        }

        PriceFigures? figures;
        try
        {
            figures = await JsonSerializer.DeserializeAsync(request.Body, PriceFiguresJson.Default.PriceFigures, stop);
        }
        catch (JsonException cause)
        {
            return Invalid($"The body must be a JSON object of prices in US dollars, such as {{\"input_usd_per_million\": 2.5}}: {cause.Message}");
        }

        if (figures is null || figures.FindFault() is not null)
        {
            return Invalid($"The price is wrong: {figures?.FindFault() ?? "it is null"}.");
        }

        try
        {
            await own.SetAsync(key, figures, stop);
        }
        catch (StoreUnavailableException cause)
        {
            return Unavailable(cause, request.HttpContext.Response);
        }

        return Get(key.Provider, key.Model, book, time);
    }

    /// <summary>Answers with the price that is in force now.</summary>
    private static async Task<IResult> DeleteAsync(string provider, string model, HttpRequest request, PriceBook book, OwnPrices own, TimeProvider time, CancellationToken stop)
    {
        try
        {
            if (!ModelKey.TryParse(provider, Plain(model), out var key) || !await own.RemoveAsync(key, stop))
            {
                return Fault(StatusCodes.Status404NotFound, "price_not_found", $"No price of {provider}/{Plain(model)} was made through the API.");
            }
        }
        catch (StoreUnavailableException cause)
        {
            return Unavailable(cause, request.HttpContext.Response);
        }

        return book.Find(provider, Plain(model), time.GetUtcNow()) is { } price ? Answer(PriceBody.From(price), PriceContractsJson.Readable.PriceBody) : Results.NoContent();
    }

    /// <summary>The server leaves an escaped slash as it is, and clients escape those of a name.</summary>
    private static string Plain(string model) => model.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static bool TryReadCount(string? text, int usual, out int count)
    {
        count = usual;
        return string.IsNullOrEmpty(text) || (int.TryParse(text, out count) && count >= 0);
    }

    private static IResult Unavailable(StoreUnavailableException cause, HttpResponse response)
    {
        response.Headers.RetryAfter = "2";
        return Fault(StatusCodes.Status503ServiceUnavailable, "clickhouse_down", cause.Message);
    }

    private static IResult Invalid(string message) => Fault(StatusCodes.Status400BadRequest, "invalid_request", message);

    private static IResult Fault(int status, string code, string message) =>
        Results.Json(new PriceFault(new PriceFaultBody(code, message)), PriceContractsJson.Readable.PriceFault, statusCode: status);

    private static IResult Answer<T>(T body, JsonTypeInfo<T> type) => Results.Json(body, type);
}
