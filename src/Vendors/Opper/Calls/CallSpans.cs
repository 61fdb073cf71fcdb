using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Records;
using Tracehouse.Vendors.Opper.Telling;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Calls;

/// <summary>The spans that calls leave. A store that is away does not keep anybody from calling.</summary>
internal sealed class CallSpans(SpanBook book, TimeProvider time)
{
    public async Task<CallSpan> BeginAsync(ProjectId project, CallRequest call, CancellationToken stop)
    {
        var id = $"{Guid.NewGuid()}";
        var span = new CallSpan(project, await TraceAsync(project, call.ParentSpanId, id, stop), id, time.GetUtcNow());
        Try(() => book.Tell(project, span.TraceId, span.SpanId, new SpanTelling
        {
            Name = call.Name,
            Parent = call.ParentSpanId,
            Start = span.Start,
            Type = OpperWords.Generation,
            Input = call.Input.ValueKind == JsonValueKind.Undefined ? call.Messages : call.Input,
            Tags = call.Tags,
            Function = call.Name,
        }, isUpdate: false));
        return span;
    }

    public async Task EndAsync(CallSpan span, CallOutcome outcome, CancellationToken stop)
    {
        try
        {
            await book.ChangeAsync(span.Project, span.TraceId, span.SpanId, new SpanTelling
            {
                End = time.GetUtcNow(),
                Output = outcome.Json.ValueKind != JsonValueKind.Undefined ? outcome.Json : outcome.Message is null ? default : Text(outcome.Message),
                Error = outcome.IsFailed ? outcome.Error : null,
            }, stop);
        }
        catch (StoreUnavailableException)
        {
            // The answer is there, and worth more than its record.
        }
    }

    private async Task<TraceId> TraceAsync(ProjectId project, string? parent, string span, CancellationToken stop)
    {
        try
        {
            return await book.TraceForAsync(project, null, parent, span, stop);
        }
        catch (StoreUnavailableException)
        {
            return TraceId.Create(time.GetUtcNow());
        }
    }

    private static void Try(Action tell)
    {
        try
        {
            tell();
        }
        catch (StoreUnavailableException)
        {
            // What is said at the end may be kept all the same.
        }
    }

    private static JsonElement Text(string text) => JsonElement.Parse(Answers.Text(JsonValue.Create(text)));
}
