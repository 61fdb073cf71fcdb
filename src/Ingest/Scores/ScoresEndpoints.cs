using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Tracehouse.Ingest.GenAi.Messages;
using Tracehouse.Ingest.Otlp.Transport;
using Tracehouse.Ingest.Receiving;
using Tracehouse.Records;

namespace Tracehouse.Ingest.Scores;

/// <summary>
/// <c>POST /v1/scores</c>, with one score or a list of them, and <c>DELETE /v1/scores/{id}</c>. They are on disk when they are answered. Errors: 400
/// <c>invalid_request</c>, 413 <c>too_large</c>, 503 <c>busy</c>; of a list only for what is wrong with all of it.
/// </summary>
internal sealed class ScoresEndpoints(IDurableSink sink, IRecordPrivacy privacy, MemoryBudget budget, IOptions<ScoresOptions> options, TimeProvider time)
{
    private const string Invalid = "invalid_request";
    private const string TooLarge = "too_large";
    private const string Busy = "busy";

    private readonly ScoresOptions _options = options.Value;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/scores", (Delegate)TakeAsync).WithSummary("Judge a trace, a span or a session");
        routes.MapDelete("/v1/scores/{**id}", (Delegate)ForgetAsync).WithSummary("Remove a score");
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var bytes = new RequestBytes(budget, _options.BodyBytesMax);
        var fault = await bytes.FillAsync(context.Request.Body, context.Request.ContentLength, context.RequestAborted);
        if (fault != ReadFault.None)
        {
            await (fault == ReadFault.TooLarge
                ? FailAsync(context, StatusCodes.Status413PayloadTooLarge, TooLarge, $"The request is larger than {_options.BodyBytesMax} bytes (Scores:BodyBytesMax).")
                : FailAsync(context, StatusCodes.Status503ServiceUnavailable, Busy, "Other requests take all the room there is for them (Otlp:BodiesBytesMax). Try again soon."));
            return;
        }

        HalfCharacters.Mend(bytes.Span);
        using var body = Parse(bytes.Memory, out var syntax);
        if (body is null)
        {
            await FailAsync(context, StatusCodes.Status400BadRequest, Invalid, $"The body is no JSON: {syntax}");
        }
        else if (ListOf(body.RootElement) is not { } list)
        {
            await TakeOneAsync(context, body.RootElement);
        }
        else if (list.GetArrayLength() > _options.ScoresPerRequestMax)
        {
            await FailAsync(context, StatusCodes.Status400BadRequest, Invalid, $"One request may bring {_options.ScoresPerRequestMax} scores (Scores:ScoresPerRequestMax).");
        }
        else
        {
            await TakeAllAsync(context, list);
        }
    }

    private async Task TakeOneAsync(HttpContext context, JsonElement item)
    {
        if (Reader(context).Read(item, out var fault) is not { } score)
        {
            await FailAsync(context, StatusCodes.Status400BadRequest, Invalid, fault);
        }
        else if (await KeepAsync([score], context.RequestAborted))
        {
            await WriteAsync(context, StatusCodes.Status200OK, new KeptScore(score.Id), ScoresJson.Default.KeptScore);
        }
        else
        {
            await RefuseAsync(context);
        }
    }

    private async Task TakeAllAsync(HttpContext context, JsonElement list)
    {
        var (reader, scores, faults) = (Reader(context), new List<ScoreRecord>(), new List<ScoreFault>());
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (reader.Read(item, out var fault) is { } score)
            {
                scores.Add(score);
            }
            else
            {
                faults.Add(new ScoreFault(index, Invalid, fault));
            }

            index++;
        }

        if (scores.Count > 0 && !await KeepAsync(scores, context.RequestAborted))
        {
            await RefuseAsync(context);
            return;
        }

        var status = scores.Count == 0 && faults.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
        await WriteAsync(context, status, new ScoresAnswer([.. scores.Select(score => new KeptScore(score.Id))], faults), ScoresJson.Default.ScoresAnswer);
    }

    /// <summary>A score that is not there is forgotten too, so that asking again does no harm.</summary>
    private async Task ForgetAsync(HttpContext context)
    {
        var id = context.Request.RouteValues["id"] as string;
        if (!SpanId.TryParse(id, out _))
        {
            await FailAsync(context, StatusCodes.Status400BadRequest, Invalid, "The path must end in the id of a score.");
            return;
        }

        var forgotten = new ScoreRecord
        {
            Project = Exports.ProjectOf(context), Id = id!, Name = "", Type = ScoreType.Numeric, Time = time.GetUtcNow(), IsDeleted = true,
        };
        if (await KeepAsync([forgotten], context.RequestAborted))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await RefuseAsync(context);
        }
    }

    /// <summary>False when there is no room or the disk refuses; some may then be kept nevertheless.</summary>
    private async Task<bool> KeepAsync(IReadOnlyList<ScoreRecord> scores, CancellationToken stop)
    {
        foreach (var score in scores)
        {
            if (sink.IsOff || !sink.TryAppend(privacy.Keep(score)))
            {
                return false;
            }
        }

        return await sink.FlushAsync(stop);
    }

    private ScoreReader Reader(HttpContext context) => new(_options, Exports.ProjectOf(context), time.GetUtcNow());

    private static JsonDocument? Parse(ReadOnlyMemory<byte> bytes, out string fault)
    {
        try
        {
            fault = "";
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException cause)
        {
            fault = cause.Message;
            return null;
        }
    }

    /// <summary>The list that the body is, or holds under <c>scores</c>; null when it is one score.</summary>
    private static JsonElement? ListOf(JsonElement body) => body.ValueKind switch
    {
        JsonValueKind.Array => body,
        JsonValueKind.Object when body.TryGetProperty("scores", out var list) && list.ValueKind == JsonValueKind.Array => list,
        _ => null,
    };

    private Task RefuseAsync(HttpContext context) => FailAsync(
        context, StatusCodes.Status503ServiceUnavailable, Busy, sink.IsOff
            ? "The store is switched off (ClickHouse:Enabled), so nothing is kept."
            : "There is no room (Spool:BytesMax) or the disk refuses (Spool:Directory). Try again later.");

    private static Task FailAsync(HttpContext context, int status, string code, string message)
    {
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = Exports.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        return WriteAsync(context, status, new FailedAnswer(new FailedAnswerBody(code, message)), ScoresJson.Default.FailedAnswer);
    }

    private static Task WriteAsync<T>(HttpContext context, int status, T body, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(body, type, cancellationToken: context.RequestAborted);
    }
}
