using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Query.OpenApi;
using Tracehouse.Query.Requests;

namespace Tracehouse.Query.Scores;

/// <summary><c>GET /v1/scores</c>. Errors: 400 <c>invalid_request</c>, 503 <c>clickhouse_down</c>.</summary>
internal static class ScoresEndpoint
{
    private const int LimitDefault = 100;

    public static void MapScores(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/scores", ListAsync).Describe<ScorePage>("List scores, newest first", ScoreFilter.Parameters);

    private static async Task<IResult> ListAsync(HttpContext context, ListScores question, CancellationToken stop) =>
        ScoreFilter.TryParse(context.Request.Query, out var filter, out var fault) && Page.TryParse(context.Request.Query, LimitDefault, ListScores.LimitMax, out var page, out fault)
            ? Results.Json(await question.AskAsync(context.Caller().Project, filter, page, stop), ScoresJson.Readable.ScorePage)
            : ApiError.Refuse(fault);
}
