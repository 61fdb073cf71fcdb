using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Records;
using Tracehouse.Vendors.Opper.Functions;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.V1;

/// <summary>Functions, whose names are called paths.</summary>
internal sealed class FunctionEndpoints(FunctionBook functions, OpperBodies bodies)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var path in new[] { "/v1/functions", "/api/v1/functions" })
        {
            routes.MapPost(path, CreateAsync);
            routes.MapGet($"{path}/by_path/{{**name}}", GetByNameAsync);
            routes.MapGet($"{path}/{{id}}", GetAsync);
            routes.MapPost($"{path}/{{id}}", ChangeAsync);
            routes.MapPatch($"{path}/{{id}}", ChangeAsync);
            routes.MapDelete($"{path}/{{id}}", RemoveAsync);
        }
    }

    private async Task<IResult> CreateAsync(HttpContext context, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var (name, said) = (fields.Required("path", "what the function is called"), FunctionWords.Read(fields));
        if (fault is not null || fields.Fault.Length > 0)
        {
            return fault ?? Answers.Invalid(context, fields.Fault);
        }

        var project = context.Caller().Project;
        return await functions.CreateAsync(project, name, said, stop) is { } made
            ? Answers.Ok(Body(project, made))
            : Answers.Conflict(context, $"There is a function '{name}' already; change it, or choose another 'path'.");
    }

    private async Task<IResult> GetAsync(HttpContext context, string id, CancellationToken stop) => Found(context, await functions.FindAsync(context.Caller().Project, id, stop), id);

    private async Task<IResult> GetByNameAsync(HttpContext context, string name, CancellationToken stop) =>
        Found(context, await functions.FindByNameAsync(context.Caller().Project, name, stop), name);

    private async Task<IResult> ChangeAsync(HttpContext context, string id, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var said = FunctionWords.Read(fields);
        if (fault is not null || fields.Fault.Length > 0)
        {
            return fault ?? Answers.Invalid(context, fields.Fault);
        }

        return Found(context, await functions.ChangeAsync(context.Caller().Project, id, said, stop), id);
    }

    private async Task<IResult> RemoveAsync(HttpContext context, string id, CancellationToken stop) =>
        await functions.RemoveAsync(context.Caller().Project, id, stop) ? Answers.Gone() : Answers.NotFound(context, "function", id);

    private static IResult Found(HttpContext context, Function? function, string id) =>
        function is null ? Answers.NotFound(context, "function", id) : Answers.Ok(Body(context.Caller().Project, function));

    private static JsonObject Body(ProjectId project, Function function) => new()
    {
        ["id"] = Number(function.Id),
        ["uuid"] = function.Id,
        ["dataset_uuid"] = function.DatasetId,
        ["path"] = function.Name,
        ["description"] = function.Said["description"]?.DeepClone() ?? "",
        ["instructions"] = function.Said["instructions"]?.DeepClone() ?? "",
        ["model"] = function.Said["model"]?.DeepClone(),
        ["few_shot"] = function.Said["few_shot"]?.DeepClone() ?? false,
        ["few_shot_count"] = function.Said["few_shot_count"]?.DeepClone() ?? 0,
        ["index_ids"] = new JsonArray(),
        ["input_schema"] = function.Said["input_schema"]?.DeepClone(),
        ["out_schema"] = function.Said["output_schema"]?.DeepClone(),
        ["project"] = new JsonObject { ["uuid"] = project.Value, ["name"] = project.Value },
        ["revision"] = Number(function.RevisionId),
        ["use_semantic_search"] = false,
    };

    /// <summary>Clients want a number too, though they call by the id that is a text.</summary>
    private static int Number(string id) => Math.Abs(id.Aggregate(17, (sum, character) => unchecked((sum * 31) + character)) % 1_000_000_000);
}
