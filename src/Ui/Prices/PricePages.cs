using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Records;

namespace Tracehouse.Ui.Prices;

/// <summary><c>GET /prices</c>, the list, and <c>GET /prices/edit</c>, the form for one model; it changes prices through the API.</summary>
internal static class PricePages
{
    public static void MapPricePages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PricesModel.Path, List);
        routes.MapGet(PricesModel.Path + "/edit", Edit);
    }

    private static RazorComponentResult<PricesPage> List(HttpRequest request, IPriceBook book, TimeProvider time)
    {
        var search = request.Query["search"].ToString();
        var offset = int.TryParse(request.Query["offset"], NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? from : 0;
        var found = PriceSearch.InOrder(book.All(time.GetUtcNow())).Where(price => PriceSearch.Accepts(price, search)).ToList();
        var model = new PricesModel { Search = search, Offset = offset, Prices = [.. found.Skip(offset).Take(PricesModel.Limit)], Total = found.Count };
        return new RazorComponentResult<PricesPage>(new { Model = model }) { PreventStreamingRendering = true };
    }

    private static RazorComponentResult<PricePage> Edit(HttpRequest request, IPriceBook book, TimeProvider time)
    {
        var provider = request.Query["provider"].ToString().Trim();
        var model = request.Query["model"].ToString().Trim();
        var price = provider.Length > 0 && model.Length > 0 ? book.Find(provider, model, time.GetUtcNow()) : null;
        return new RazorComponentResult<PricePage>(new { Provider = provider, Model = model, Price = price }) { PreventStreamingRendering = true };
    }
}
