using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tracehouse.Query.Http;
using Tracehouse.Vendors.Opper.Telling;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Calls;

/// <summary>Passes requests in the formats of others on to the gateway, and its answers back as they come.</summary>
internal sealed class GatewayRelay(GatewayClient gateway, SpanBook book, OpperBodies bodies)
{
    /// <summary>Relays. A named parent becomes the parent of the gateway's span.</summary>
    /// <param name="context">The request.</param>
    /// <param name="path">Where at the gateway.</param>
    /// <param name="modelOtherwise">The model of a request that names none; empty for none.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<IResult> RelayAsync(HttpContext context, string path, string modelOtherwise, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var parent = context.Request.Headers["X-Opper-Parent-Span-Id"].ToString() is { Length: > 0 } header ? header : fields.Id("parent_span_id");
        if (!fields.Has("model") && modelOtherwise.Length == 0)
        {
            fields.Blame<string>("'model' is missing.");
        }

        if (fault is not null || fields.Fault.Length > 0)
        {
            return fault ?? Answers.Invalid(context, fields.Fault);
        }

        var body = (JsonObject)JsonNode.Parse(fields.Body.GetRawText())!;
        body.Remove("parent_span_id");
        body["model"] ??= modelOtherwise;
        var name = context.Request.Headers["X-Opper-Name"].ToString() is { Length: > 0 } called ? called : null;
        var place = parent is null ? null : new CallPlace((await book.TraceForAsync(context.Caller().Project, null, parent, parent, stop)).Value, parent, name);
        using var response = await gateway.SendAsync(context, path, body, place, stop);
        if (!response.IsSuccessStatusCode && Generations.Find(context.Request) is Generation.V2)
        {
            return Answers.Fault(context, (int)response.StatusCode, "ModelError", (await GatewayAnswer.ReadAsync(response, 1 << 20, stop)).Error);
        }

        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString() ?? "application/json";
        if (response.Headers.TryGetValues("X-OpenTracy-Cost-Usd", out var cost))
        {
            context.Response.Headers["X-Opper-Cost"] = cost.First();
        }

        await using var stream = await response.Content.ReadAsStreamAsync(stop);
        var block = new byte[16 * 1024];
        while (await stream.ReadAsync(block, stop) is > 0 and var read)
        {
            await context.Response.Body.WriteAsync(block.AsMemory(0, read), stop);
            await context.Response.Body.FlushAsync(stop);
        }

        return Results.Empty;
    }
}
