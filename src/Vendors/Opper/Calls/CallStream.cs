using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Tracehouse.Query.Http;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Calls;

/// <summary>
/// Carries a call out whose answer comes as a stream: 1. begins its span, 2. asks the first model, and the next where one refuses, 3. passes each piece on as it
/// comes, 4. ends the span. What has been sent cannot be taken back, so an answer that does not follow the schema ends with an error instead of being asked for again.
/// </summary>
internal sealed class CallStream(GatewayClient gateway, CallSpans spans, CallRun run, IOptions<OpperOptions> options)
{
    /// <summary>What to answer when nothing could be streamed; else null, and the stream has ended.</summary>
    public async Task<IResult?> RunAsync(HttpContext context, CallRequest call, IReadOnlyList<CallExample> examples, IStreamShape shape, CancellationToken abort)
    {
        // 1.
        var span = await spans.BeginAsync(context.Caller().Project, call, abort);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(abort);
        limit.CancelAfter(TimeSpan.FromSeconds(options.Value.CallSecondsMax));
        var outcome = new CallOutcome { SpanId = span.SpanId, TraceId = span.TraceId.Value, Status = StatusCodes.Status400BadRequest, ErrorType = "BadRequestError", Error = "'model' is missing, and there is none for calls that name none (Vendors:Opper:Model)." };
        try
        {
            // 2.
            var prompt = new Prompt(call, examples);
            foreach (var model in run.ModelsOf(call))
            {
                using var response = await gateway.SendAsync(context, "/v1/chat/completions", prompt.For(model, isStream: true), new CallPlace(span.TraceId.Value, span.SpanId, call.Name), limit.Token);
                if (response.IsSuccessStatusCode)
                {
                    // 3.
                    outcome = await RelayAsync(context, call, outcome, response, shape, limit.Token);
                    break;
                }

                var answer = await GatewayAnswer.ReadAsync(response, options.Value.AnswerBytesMax, limit.Token);
                outcome = outcome with { Status = (int)response.StatusCode, ErrorType = "ModelError", Error = answer.Error };
            }
        }
        catch (OperationCanceledException)
        {
            outcome = outcome with { Status = StatusCodes.Status504GatewayTimeout, ErrorType = "TimeoutError", Error = abort.IsCancellationRequested ? "The caller has gone." : $"The call took longer than {options.Value.CallSecondsMax} seconds (Vendors:Opper:CallSecondsMax)." };
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException or JsonException)
        {
            outcome = outcome with { Status = StatusCodes.Status502BadGateway, ErrorType = "GatewayError", Error = $"The gateway (Vendors:Opper:GatewayUrl) broke off: {cause.Message}" };
        }

        // 4.
        await spans.EndAsync(span, outcome, CancellationToken.None);
        if (!context.Response.HasStarted)
        {
            return Answers.Fault(context, outcome.Status, outcome.ErrorType, outcome.Error);
        }

        await WriteAsync(context, outcome.IsFailed ? shape.Fault(outcome.ErrorType, outcome.Error) : shape.End(call, outcome), abort);
        return null;
    }

    private async Task<CallOutcome> RelayAsync(HttpContext context, CallRequest call, CallOutcome outcome, HttpResponseMessage response, IStreamShape shape, CancellationToken stop)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await WriteAsync(context, shape.Begin(outcome.SpanId), stop);

        var (said, spent, paths) = (new StringBuilder(), new CallSpending(), new JsonPathReader());
        var hasSchema = call.OutputSchema.ValueKind == JsonValueKind.Object;
        var fault = "";
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(stop));
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            if (!line.StartsWith("data:", StringComparison.Ordinal) || line.AsSpan(5).Trim() is "[DONE]")
            {
                continue;
            }

            var chunk = new Fields(JsonElement.Parse(line.AsSpan(5).Trim().ToString()));
            fault = new Fields(chunk.Any("error")).Text("message") ?? fault;
            if (chunk.Any("usage").ValueKind == JsonValueKind.Object)
            {
                spent.Add(chunk.Body, null);
            }

            if (DeltaOf(chunk) is { Length: > 0 } delta && said.Length + delta.Length <= options.Value.AnswerBytesMax)
            {
                said.Append(delta);
                foreach (var piece in hasSchema && shape.TellsPaths ? paths.Read(delta).Select(value => shape.Value(value.Path, value.Delta)) : [shape.Text(delta)])
                {
                    await WriteAsync(context, piece, stop);
                }
            }
        }

        outcome = outcome with { Spent = spent, Status = 0, Message = hasSchema ? null : said.ToString(), ErrorType = "", Error = "" };
        if (fault.Length > 0)
        {
            return outcome with { Status = StatusCodes.Status502BadGateway, ErrorType = "ModelError", Error = fault };
        }

        if (!hasSchema)
        {
            return outcome;
        }

        return CallRun.Answer(said.ToString(), call.OutputSchema, out var json) is { } wrong
            ? outcome with { Status = StatusCodes.Status422UnprocessableEntity, ErrorType = "InvalidAnswerError", Error = $"The model's answer does not follow the output schema: {wrong}" }
            : outcome with { Json = json };
    }

    private static string? DeltaOf(Fields chunk)
    {
        var choices = chunk.Any("choices");
        return choices.ValueKind == JsonValueKind.Array && choices.GetArrayLength() > 0 && new Fields(new Fields(choices[0]).Any("delta")).Any("content") is { ValueKind: JsonValueKind.String } content
            ? content.GetString()
            : null;
    }

    private static async Task WriteAsync(HttpContext context, string? events, CancellationToken stop)
    {
        if (events is not null)
        {
            await context.Response.WriteAsync(events, stop);
            await context.Response.Body.FlushAsync(stop);
        }
    }
}
