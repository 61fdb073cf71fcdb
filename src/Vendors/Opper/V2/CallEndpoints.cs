using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Vendors.Opper.Calls;
using Tracehouse.Vendors.Opper.Functions;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.V2;

/// <summary><c>/v2/call</c>, and calls of functions by their ids.</summary>
internal sealed class CallEndpoints(FunctionCalls calls, FunctionBook functions, OpperBodies bodies)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v2/call", (HttpContext context, CancellationToken stop) => CallAsync(context, isStream: false, stop));
        routes.MapPost("/v2/call/stream", (HttpContext context, CancellationToken stop) => CallAsync(context, isStream: true, stop));
        routes.MapPost("/v2/functions/{id}/call", (HttpContext context, string id, CancellationToken stop) => CallFunctionAsync(context, id, null, isStream: false, stop));
        routes.MapPost("/v2/functions/{id}/call/stream", (HttpContext context, string id, CancellationToken stop) => CallFunctionAsync(context, id, null, isStream: true, stop));
        routes.MapPost("/v2/functions/{id}/call/{revision}", (HttpContext context, string id, string revision, CancellationToken stop) => CallFunctionAsync(context, id, revision, isStream: false, stop));
        routes.MapPost("/v2/functions/{id}/call/stream/{revision}", (HttpContext context, string id, string revision, CancellationToken stop) => CallFunctionAsync(context, id, revision, isStream: true, stop));
    }

    private static JsonObject Body(CallOutcome outcome) => new()
    {
        ["span_id"] = outcome.SpanId,
        ["message"] = outcome.Message,
        ["json_payload"] = outcome.Json.ValueKind != JsonValueKind.Undefined ? JsonNode.Parse(outcome.Json.GetRawText()) : null,
        ["cached"] = outcome.IsCached,
        ["images"] = null,
        ["usage"] = outcome.Spent.ToUsage(),
        ["cost"] = outcome.Spent.ToCost(),
    };

    private async Task<IResult> CallAsync(HttpContext context, bool isStream, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var call = CallRequest.Read(fields);
        return fault is not null || fields.Fault.Length > 0 ? fault ?? Answers.Invalid(context, fields.Fault) : await AnswerAsync(context, call, isStream, stop);
    }

    private async Task<IResult> CallFunctionAsync(HttpContext context, string id, string? revision, bool isStream, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var call = CallRequest.Read(fields, id);
        if (fault is not null || fields.Fault.Length > 0)
        {
            return fault ?? Answers.Invalid(context, fields.Fault);
        }

        var function = revision is null
            ? await functions.FindAsync(context.Caller().Project, id, stop)
            : await functions.FindRevisionAsync(context.Caller().Project, id, revision, stop);
        return function is null ? Answers.NotFound(context, "function", id) : await AnswerAsync(context, call.Or(function.ToCall()), isStream, stop);
    }

    private Task<IResult> AnswerAsync(HttpContext context, CallRequest call, bool isStream, CancellationToken stop) =>
        isStream ? calls.StreamAsync(context, call, StreamShape.Instance, stop) : calls.RunAsync(context, call, Body, stop);
}
