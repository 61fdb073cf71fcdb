using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Tracehouse.Ingest.Parts;
using Tracehouse.Ingest.Receiving;
using Tracehouse.Query.Http;
using Tracehouse.Records;
using Tracehouse.Vendors.Bodies;

namespace Tracehouse.Vendors.NeuralTrust;

/// <summary>
/// <c>POST /v1/trace</c> of NeuralTrust's tracing SDK, one event each. It is on disk when it is answered. Errors: 400 for a body that is no event, 413, 503.
/// </summary>
internal sealed class TraceEndpoint(ISpanIntake spans, PartIntake scores, IOptions<NeuralTrustOptions> options, TimeProvider time)
{
    public const string Path = "/v1/trace";

    private const string Feedback = "feedback";
    private const string RetryAfterSeconds = "1";

    public async Task AnswerAsync(HttpContext context)
    {
        if (await BodyReader.ReadAsync(context, options.Value.BodyBytesMax) is not { } bytes)
        {
            await AnswerAsync(context, StatusCodes.Status413PayloadTooLarge, $"The event is larger than {options.Value.BodyBytesMax} bytes ({NeuralTrustOptions.Section}:BodyBytesMax).");
            return;
        }

        var traced = Read(bytes, out var fault);
        if (traced is null)
        {
            await AnswerAsync(context, StatusCodes.Status400BadRequest, fault);
            return;
        }

        var (status, message) = await KeepAsync(context.Caller().Project, traced, context.RequestAborted);
        await AnswerAsync(context, status, message);
    }

    /// <summary>An answer that the SDK can read: an object with the status in it.</summary>
    public static Task AnswerAsync(HttpContext context, int status, string message)
    {
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        context.Response.StatusCode = status;
        var body = new TraceAnswer(status, message.Length > 0 ? message : null);
        return context.Response.WriteAsJsonAsync(body, NeuralTrustJson.Default.TraceAnswer, cancellationToken: context.RequestAborted);
    }

    private TracedEvent? Read(ReadOnlyMemory<byte> bytes, out string fault)
    {
        try
        {
            using var body = JsonDocument.Parse(bytes);
            return new EventReader(time.GetUtcNow()).Read(body.RootElement, out fault);
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            fault = string.Create(CultureInfo.InvariantCulture, $"The body is no JSON: {cause.Message}");
            return null;
        }
    }

    private async Task<(int Status, string Message)> KeepAsync(ProjectId project, TracedEvent traced, CancellationToken stop)
    {
        if (scores.IsOff)
        {
            return (StatusCodes.Status503ServiceUnavailable, "The store is switched off (ClickHouse:Enabled), so nothing is kept.");
        }

        if (traced.Task.Equals(Feedback, StringComparison.OrdinalIgnoreCase))
        {
            return scores.TryAppend(FeedbackScore.From(project, traced)) && await scores.FlushAsync(stop) ? (StatusCodes.Status200OK, "") : Full();
        }

        var outcome = await spans.KeepAsync(project, [EventSpan.From(traced)], stop);
        return !outcome.IsKept ? Full() : outcome.Rejected > 0 ? (StatusCodes.Status400BadRequest, outcome.Reason) : (StatusCodes.Status200OK, "");
    }

    private static (int Status, string Message) Full() =>
        (StatusCodes.Status503ServiceUnavailable, "There is no room (Spool:BytesMax) or the disk refuses (Spool:Directory). Try again later.");
}
