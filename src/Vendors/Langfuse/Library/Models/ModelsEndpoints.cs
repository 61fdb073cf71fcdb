using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Http;
using Tracehouse.Vendors.Langfuse.Library.Shelves;

namespace Tracehouse.Vendors.Langfuse.Library.Models;

/// <summary>
/// <c>models</c>: those that a project made come first, then those of our own list of prices, which nobody can change here. What a project makes prices its calls from
/// then on, whoever runs the model.
/// </summary>
internal sealed class ModelsEndpoints(IProjectModels models, IPriceBook prices, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/models", List);
        routes.MapPost("/models", AddAsync);
        routes.MapGet("/models/{id}", Get);
        routes.MapPut("/models/{id}", PutAsync);
        routes.MapDelete("/models/{id}", RemoveAsync);
    }

    private IResult List(HttpContext context)
    {
        if (!PageRequest.TryParse(context.Request.Query, out var page, out var fault))
        {
            return fault;
        }

        var own = models.All(context.Caller().Project);
        var listed = PriceSearch.InOrder(prices.All(time.GetUtcNow())).ToList();
        var some = own.Skip(page.Offset).Take(page.Limit).Select(ModelView.From).ToList();
        var rest = listed.Skip(Math.Max(0, page.Offset - own.Count)).Take(page.Limit - some.Count).Select(ModelView.From);
        return Results.Json(new ModelList([.. some, .. rest], page.Meta(own.Count + listed.Count)), ModelJson.Readable.ModelList);
    }

    private IResult Get(HttpContext context, string id)
    {
        if (Find(context.Caller().Project, id) is { } own)
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
        var model = ModelPrices.Of(project, id, request, Find(project, id)?.CreatedAt ?? time.GetUtcNow());
        return await models.TrySaveAsync(model, stop)
            ? Answer(ModelView.From(model))
            : Refuse.Invalid("This project has as many models as it may (Pricing:ProjectModelsMax). Remove one first.");
    }

    private async Task<IResult> RemoveAsync(HttpContext context, string id, CancellationToken stop)
    {
        var project = context.Caller().Project;
        if (Find(project, id) is null)
        {
            return NotFound();
        }

        await models.RemoveAsync(project, id, stop);
        return Results.NoContent();
    }

    private ProjectModel? Find(ProjectId project, string id) => models.All(project).FirstOrDefault(model => model.Id == id);

    private static IResult Answer(ModelBody model) => Results.Json(model, ModelJson.Readable.ModelBody);

    private static IResult NotFound() => Refuse.NotFound("No model with this id found.");
}
