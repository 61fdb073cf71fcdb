using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Tracehouse.Query.Http;
using Tracehouse.Vendors.Opper.Wire;
using Tracehouse.Vendors.Schemas;

namespace Tracehouse.Vendors.Opper.Calls;

/// <summary>
/// Carries a call out through the gateway: 1. begins its span, 2. asks the first model, and the next where one fails, 3. asks again while the answer does not follow
/// the schema, 4. ends the span. Every question to a model is a span of the gateway's below it.
/// </summary>
internal sealed class CallRun(GatewayClient gateway, CallSpans spans, IOptions<OpperOptions> options, TimeProvider time)
{
    private const int AttemptsDefault = 3;

    public async Task<CallOutcome> RunAsync(HttpContext context, CallRequest call, IReadOnlyList<CallExample> examples, CancellationToken abort)
    {
        // 1.
        var span = await spans.BeginAsync(context.Caller().Project, call, abort);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(abort);
        limit.CancelAfter(TimeSpan.FromSeconds(options.Value.CallSecondsMax));
        CallOutcome outcome;
        try
        {
            outcome = await AskAsync(context, call, new Prompt(call, examples), span, limit.Token);
        }
        catch (OperationCanceledException) when (!abort.IsCancellationRequested)
        {
            outcome = Failed(span, StatusCodes.Status504GatewayTimeout, "TimeoutError", $"The call took longer than {options.Value.CallSecondsMax} seconds (Vendors:Opper:CallSecondsMax).");
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException)
        {
            outcome = Failed(span, StatusCodes.Status502BadGateway, "GatewayError", $"The gateway (Vendors:Opper:GatewayUrl) cannot be reached: {cause.Message}");
        }

        // 4.
        outcome = outcome with { Milliseconds = (time.GetUtcNow() - span.Start).TotalMilliseconds };
        await spans.EndAsync(span, outcome, CancellationToken.None);
        return outcome;
    }

    /// <summary>The models of a call, or what is wrong when it has none.</summary>
    public IReadOnlyList<CallModel> ModelsOf(CallRequest call) => call.Models.Count > 0 ? call.Models : options.Value.Model.Length > 0 ? [new CallModel(options.Value.Model, default)] : [];

    private async Task<CallOutcome> AskAsync(HttpContext context, CallRequest call, Prompt prompt, CallSpan span, CancellationToken stop)
    {
        // 2.
        var spent = new CallSpending();
        var outcome = Failed(span, StatusCodes.Status400BadRequest, "BadRequestError", "'model' is missing, and there is none for calls that name none (Vendors:Opper:Model).");
        foreach (var model in ModelsOf(call))
        {
            // 3.
            var attempts = prompt.HasSchema ? Math.Clamp(call.AttemptsMax ?? AttemptsDefault, 1, options.Value.AttemptsMax) : 1;
            for (var attempt = 0; attempt < attempts; attempt++)
            {
                outcome = await TryAsync(context, call, prompt, model, span, spent, stop);
                if (outcome.ErrorType != InvalidAnswer)
                {
                    break;
                }
            }

            if (!outcome.IsFailed)
            {
                break;
            }
        }

        return outcome with { Spent = spent };
    }

    private const string InvalidAnswer = "InvalidAnswerError";

    private async Task<CallOutcome> TryAsync(HttpContext context, CallRequest call, Prompt prompt, CallModel model, CallSpan span, CallSpending spent, CancellationToken stop)
    {
        using var response = await gateway.SendAsync(context, "/v1/chat/completions", prompt.For(model, isStream: false), new CallPlace(span.TraceId.Value, span.SpanId, call.Name), stop);
        var answer = await GatewayAnswer.ReadAsync(response, options.Value.AnswerBytesMax, stop);
        if (!response.IsSuccessStatusCode || answer.Content is null)
        {
            return Failed(span, response.IsSuccessStatusCode ? StatusCodes.Status502BadGateway : (int)response.StatusCode, "ModelError", answer.Error);
        }

        spent.Add(answer.Body, answer.CostHeader);
        if (!prompt.HasSchema)
        {
            return new CallOutcome { SpanId = span.SpanId, TraceId = span.TraceId.Value, Message = answer.Content, IsCached = answer.IsCached };
        }

        if (Answer(answer.Content, call.OutputSchema, out var json) is not { } fault)
        {
            return new CallOutcome { SpanId = span.SpanId, TraceId = span.TraceId.Value, Json = json, IsCached = answer.IsCached };
        }

        prompt.Correct(answer.Content, fault);
        return Failed(span, StatusCodes.Status422UnprocessableEntity, InvalidAnswer, $"The model's answer does not follow the output schema: {fault}");
    }

    /// <summary>What is wrong with an answer that must be JSON; null when nothing is.</summary>
    public static string? Answer(string content, JsonElement schema, out JsonElement json)
    {
        try
        {
            json = JsonElement.Parse(WithoutFence(content));
            return SchemaCheck.Find(schema, json) is { } fault ? $"{(fault.Path.Length == 0 ? "The answer" : fault.Path)}: {fault.Message}" : null;
        }
        catch (JsonException cause)
        {
            json = default;
            return $"it is no JSON: {cause.Message}";
        }
    }

    /// <summary>Models like to put JSON between lines of three backticks.</summary>
    private static string WithoutFence(string content)
    {
        var text = content.Trim();
        if (!text.StartsWith("```", StringComparison.Ordinal) || !text.EndsWith("```", StringComparison.Ordinal) || text.IndexOf('\n', StringComparison.Ordinal) is var line && line < 0)
        {
            return text;
        }

        return text[line..^3];
    }

    private static CallOutcome Failed(CallSpan span, int status, string type, string error) =>
        new() { SpanId = span.SpanId, TraceId = span.TraceId.Value, Status = status, ErrorType = type, Error = error };
}
