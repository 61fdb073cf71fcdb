using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Http;
using Tracehouse.Vendors.Langfuse.Library.Shelves;

namespace Tracehouse.Vendors.Langfuse.Library.Models;

/// <summary>
/// <c>models</c>: those that a project made come first, then those of our own list of prices, which nobody can change here. What a project makes is kept and listed, but
/// prices no call: they know no provider, and prices are the server's.
/// </summary>
internal sealed class ModelsEndpoints(IEntities entities, IPriceBook prices, TimeProvider time)
{
    private readonly Shelf<ModelRequest> _models = new(entities, "model", ModelJson.Readable.ModelRequest);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/models", ListAsync);
        routes.MapPost("/models", AddAsync);
        routes.MapGet("/models/{id}", GetAsync);
        routes.MapPut("/models/{id}", PutAsync);
        routes.MapDelete("/models/{id}", RemoveAsync);
    }

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken stop)
    {
        if (!PageRequest.TryParse(context.Request.Query, out var page, out var fault))
        {
            return fault;
        }

        var own = await _models.ListAsync(_models.Of(context.Caller().Project) with { Offset = page.Offset, Limit = page.Limit }, stop);
        var listed = PriceSearch.InOrder(prices.All(time.GetUtcNow())).ToList();
        var rest = listed.Skip(Math.Max(0, page.Offset - (int)own.Total)).Take(page.Limit - own.Items.Count);
        return Results.Json(new ModelList([.. own.Items.Select(ModelView.From), .. rest.Select(ModelView.From)], page.Meta(own.Total + listed.Count)), ModelJson.Readable.ModelList);
    }

    private async Task<IResult> GetAsync(HttpContext context, string id, CancellationToken stop)
    {
        if (await _models.FindAsync(context.Caller().Project, id, stop) is { } own)
        {
            return Answer(ModelView.From(own));
        }

        var listed = Paths.Names(id).Select(name => name.Split('/', 2)).Where(parts => parts.Length == 2).Select(parts => prices.Find(parts[0], parts[1], time.GetUtcNow()));
        return listed.FirstOrDefault(price => price is not null) is { } found ? Answer(ModelView.From(found)) : NotFound();
    }

    private Task<IResult> AddAsync(HttpContext context, CancellationToken stop) => SaveAsync(context, Guid.CreateVersion7().ToString(), stop);

    private Task<IResult> PutAsync(HttpContext context, string id, CancellationToken stop) =>
        Paths.Names(id)[^1].Contains('/') ? Task.FromResult(Refuse.Forbidden("This model is of the server's list of prices. Change its price with PUT /v1/prices.")) : SaveAsync(context, id, stop);

    private async Task<IResult> SaveAsync(HttpContext context, string id, CancellationToken stop)
    {
        var (request, fault) = await LangfuseBody.ReadAsync(context, ModelJson.Readable.ModelRequest);
        if (request is null || (fault = ModelRules.FindFault(request)) is not null)
        {
            return fault!;
        }

        var project = context.Caller().Project;
        var entity = (await _models.FindAsync(project, id, stop) is { } known ? _models.Changed(known, request) : _models.New(project, id, request, time.GetUtcNow())) with { Name = request.ModelName! };
        await _models.SaveAsync([entity], stop);
        return Answer(ModelView.From(new Kept<ModelRequest>(request, entity)));
    }

    private async Task<IResult> RemoveAsync(HttpContext context, string id, CancellationToken stop)
    {
        if (await _models.FindAsync(context.Caller().Project, id, stop) is not { } own)
        {
            return NotFound();
        }

        await _models.SaveAsync([Shelf<ModelRequest>.Gone(own.Entity)], stop);
        return Results.NoContent();
    }

    private static IResult Answer(ModelBody model) => Results.Json(model, ModelJson.Readable.ModelBody);

    private static IResult NotFound() => Refuse.NotFound("No model with this id found.");
}
