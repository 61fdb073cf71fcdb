using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Scores;

/// <summary><c>score-configs</c>: made, listed, found and changed; they are archived rather than deleted.</summary>
internal sealed class ScoreConfigsEndpoints(ScoreConfigs configs, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder langfuse)
    {
        langfuse.MapPost("/score-configs", CreateAsync);
        langfuse.MapGet("/score-configs", ListAsync);
        langfuse.MapGet("/score-configs/{id}", GetAsync);
        langfuse.MapPatch("/score-configs/{id}", ChangeAsync);
    }

    private async Task<IResult> CreateAsync(HttpContext context, CancellationToken stop)
    {
        var (body, fault) = await LangfuseBody.ReadAsync(context, LangfuseScoresJson.Readable.ScoreConfigBody);
        if (body is null)
        {
            return fault!;
        }

        var now = time.GetUtcNow();
        return await SaveAsync(context, new ScoreConfig
        {
            Id = Guid.CreateVersion7(now).ToString("N"), Name = body.Name ?? "", DataType = body.DataType ?? "", CreatedAt = now, UpdatedAt = now,
            ProjectId = context.Caller().Project.Value, MinValue = body.MinValue, MaxValue = body.MaxValue, Categories = body.Categories, Description = body.Description,
        }, stop);
    }

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken stop)
    {
        if (!PageRequest.TryParse(context.Request.Query, out var page, out var fault))
        {
            return fault;
        }

        var (found, total) = await configs.ListAsync(context.Caller().Project, page.Offset, page.Limit, stop);
        return Results.Json(new ScoreConfigList(found, page.Meta(total)), LangfuseScoresJson.Readable.ScoreConfigList);
    }

    private async Task<IResult> GetAsync(HttpContext context, string id, CancellationToken stop) =>
        await configs.FindAsync(context.Caller().Project, id, stop) is { } config
            ? Results.Json(config, LangfuseScoresJson.Readable.ScoreConfig)
            : NotFound(id);

    private async Task<IResult> ChangeAsync(HttpContext context, string id, CancellationToken stop)
    {
        var (body, fault) = await LangfuseBody.ReadAsync(context, LangfuseScoresJson.Readable.ScoreConfigBody);
        if (body is null)
        {
            return fault!;
        }

        return await configs.FindAsync(context.Caller().Project, id, stop) is not { } config
            ? NotFound(id)
            : await SaveAsync(context, config with
            {
                Name = body.Name ?? config.Name, IsArchived = body.IsArchived ?? config.IsArchived, MinValue = body.MinValue ?? config.MinValue,
                MaxValue = body.MaxValue ?? config.MaxValue, Categories = body.Categories ?? config.Categories, Description = body.Description ?? config.Description,
                UpdatedAt = time.GetUtcNow(),
            }, stop);
    }

    private async Task<IResult> SaveAsync(HttpContext context, ScoreConfig config, CancellationToken stop)
    {
        config = ScoreConfigRules.Completed(config);
        if (ScoreConfigRules.FaultOf(config) is var (field, problem))
        {
            return Refuse.InvalidField(field, $"'{field}' {problem}");
        }

        await configs.SaveAsync(context.Caller().Project, config, stop);
        return Results.Json(config, LangfuseScoresJson.Readable.ScoreConfig);
    }

    private static IResult NotFound(string id) => Refuse.NotFound($"There is no score config '{id}' in this project.");
}
