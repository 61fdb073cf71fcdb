using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Vendors.Opper.Calls;
using Tracehouse.Vendors.Opper.Functions;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.V3;

/// <summary>Calls of functions by name.</summary>
internal sealed class CallEndpoints(FunctionCalls calls, OpperBodies bodies)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v3/call", (HttpContext context, CancellationToken stop) => CallAsync(context, null, isStream: false, stop));
        routes.MapPost("/v3/call/stream", (HttpContext context, CancellationToken stop) => CallAsync(context, null, isStream: true, stop));
        routes.MapPost("/v3/functions/{name}/call", (HttpContext context, string name, CancellationToken stop) => CallAsync(context, name, isStream: false, stop));
        routes.MapPost("/v3/functions/{name}/stream", (HttpContext context, string name, CancellationToken stop) => CallAsync(context, name, isStream: true, stop));
    }

    public static JsonObject Body(CallRequest call, CallOutcome outcome) => new()
    {
        ["data"] = outcome.Json.ValueKind != JsonValueKind.Undefined ? JsonNode.Parse(outcome.Json.GetRawText()) : outcome.Message,
        ["meta"] = new JsonObject
        {
            ["function_name"] = call.Name,
            ["script_cached"] = false,
            ["execution_ms"] = (long)Math.Round(outcome.Milliseconds),
            ["generation_ms"] = (long)Math.Round(outcome.Milliseconds),
            ["llm_calls"] = outcome.Spent.Calls,
            ["tts_calls"] = 0,
            ["image_gen_calls"] = 0,
            ["cost"] = outcome.Spent.Cost,
            ["usage"] = outcome.Spent.ToUsage(),
            ["models_used"] = new JsonArray([.. outcome.Spent.Models.Select(model => (JsonNode)model)]),
            ["trace_uuid"] = outcome.TraceId,
            ["span_uuid"] = outcome.SpanId,
            ["status"] = "completed",
        },
    };

    private async Task<IResult> CallAsync(HttpContext context, string? name, bool isStream, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var call = CallRequest.Read(fields, name);
        if (fault is not null || fields.Fault.Length > 0)
        {
            return fault ?? Answers.Invalid(context, fields.Fault);
        }

        return isStream
            ? await calls.StreamAsync(context, call, StreamShape.Instance, stop)
            : await calls.RunAsync(context, call, outcome => Body(call, outcome), stop);
    }
}
