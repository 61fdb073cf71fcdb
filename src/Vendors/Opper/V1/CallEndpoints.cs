using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Vendors.Opper.Calls;
using Tracehouse.Vendors.Opper.Functions;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.V1;

/// <summary><c>/v1/call</c>, and chat with a function by its path.</summary>
internal sealed class CallEndpoints(FunctionCalls calls, FunctionBook functions, OpperBodies bodies)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/call", CallAsync);
        routes.MapPost("/v1/chat/{**path}", ChatAsync).OfOpper();
    }

    private static JsonObject Body(CallOutcome outcome) => new()
    {
        ["span_id"] = outcome.SpanId,
        ["message"] = outcome.Message ?? (outcome.Json.ValueKind != JsonValueKind.Undefined ? outcome.Json.GetRawText() : null),
        ["json_payload"] = outcome.Json.ValueKind != JsonValueKind.Undefined ? JsonNode.Parse(outcome.Json.GetRawText()) : null,
        ["audio"] = null,
        ["context"] = new JsonArray(),
        ["cached"] = outcome.IsCached,
    };

    private async Task<IResult> CallAsync(HttpContext context, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var call = CallRequest.Read(fields);
        return fault is not null || fields.Fault.Length > 0 ? fault ?? Answers.Invalid(context, fields.Fault) : await AnswerAsync(context, call, call.IsStream, stop);
    }

    private async Task<IResult> ChatAsync(HttpContext context, string path, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var call = CallRequest.Read(fields, path);
        if (fields.Fault.Length == 0 && call.Messages.ValueKind != JsonValueKind.Array)
        {
            fields.Blame<string>("'messages' is missing: a list of messages.");
        }

        if (fault is not null || fields.Fault.Length > 0)
        {
            return fault ?? Answers.Invalid(context, fields.Fault);
        }

        var isStream = string.Equals(context.Request.Query["stream"], "true", StringComparison.OrdinalIgnoreCase);
        return await functions.FindByNameAsync(context.Caller().Project, path, stop) is { } function
            ? await AnswerAsync(context, call.Or(function.ToCall()), isStream, stop)
            : Answers.NotFound(context, "function", path);
    }

    private Task<IResult> AnswerAsync(HttpContext context, CallRequest call, bool isStream, CancellationToken stop) =>
        isStream ? calls.StreamAsync(context, call, StreamShape.Instance, stop) : calls.RunAsync(context, call, Body, stop);
}
