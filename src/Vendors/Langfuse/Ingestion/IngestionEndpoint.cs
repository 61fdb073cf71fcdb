using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Tracehouse.Ingest.Parts;
using Tracehouse.Query.Http;
using Tracehouse.Query.Spans;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Http;
using Tracehouse.Vendors.Langfuse.Scores;

namespace Tracehouse.Vendors.Langfuse.Ingestion;

/// <summary>
/// <c>POST /api/public/ingestion</c>: a batch of events, each of which is kept or refused by itself; 207 tells which. What is kept is on disk when it is answered.
/// Errors of the whole: 400 when it is no batch, 413, 503.
/// </summary>
internal sealed class IngestionEndpoint(PartIntake intake, ScoreReader scores, FindSpan places, IOptions<LangfuseOptions> options)
{
    private const int Kept = StatusCodes.Status201Created;

    private readonly LangfuseOptions _options = options.Value;

    public void Map(IEndpointRouteBuilder langfuse) => langfuse.MapPost("/ingestion", TakeAsync);

    private async Task<IResult> TakeAsync(HttpContext context, CancellationToken stop)
    {
        var (document, fault) = await LangfuseBody.ReadAsync(context);
        using (document)
        {
            if (document is null)
            {
                return fault!;
            }

            if (document.Root.ValueKind != JsonValueKind.Object || !document.Root.TryGetProperty("batch", out var batch) || batch.ValueKind != JsonValueKind.Array)
            {
                return Refuse.InvalidField("batch", "'batch' must be a list of events.");
            }

            return batch.GetArrayLength() > _options.EventsPerRequestMax
                ? Refuse.InvalidField("batch", $"'batch' may have {_options.EventsPerRequestMax} events ({LangfuseOptions.Section}:{nameof(LangfuseOptions.EventsPerRequestMax)}).")
                : await KeepAsync(context, batch, stop);
        }
    }

    private async Task<IResult> KeepAsync(HttpContext context, JsonElement batch, CancellationToken stop)
    {
        var (kept, refused) = (new List<KeptEvent>(), new List<RefusedEvent>());
        var onlyScores = context.Features.Get<PublicKeyOnly>() is not null;
        var traces = new BatchTraces(batch);
        await traces.LookUpAsync(places, context.Caller().Project, stop);
        foreach (var item in batch.EnumerateArray())
        {
            var id = IngestionEvent.IdOf(item);
            if (IngestionEvent.Read(item, out var fault) is not { } said)
            {
                refused.Add(Invalid(id, fault));
            }
            else if (onlyScores && said.Type is not (EventKind.Score or EventKind.Log))
            {
                refused.Add(new RefusedEvent(id, StatusCodes.Status403Forbidden, "Forbidden", $"The public key alone may send {EventKind.Score} and {EventKind.Log}."));
            }
            else
            {
                var outcome = await KeepAsync(context.Caller().Project, said, traces, stop);
                if (outcome is null)
                {
                    return NoRoom.Answer(context, intake.IsOff);
                }

                Note(id, outcome, kept, refused);
            }
        }

        return kept.Count > 0 && !await intake.FlushAsync(stop)
            ? NoRoom.Answer(context, intake.IsOff)
            : Results.Json(new IngestionAnswer(kept, refused), IngestionJson.Readable.IngestionAnswer, statusCode: StatusCodes.Status207MultiStatus);
    }

    /// <summary>What is wrong with the event, empty when it was handed over; null when there is no room.</summary>
    private async ValueTask<string?> KeepAsync(ProjectId project, IngestionEvent said, BatchTraces traces, CancellationToken stop)
    {
        if (intake.IsOff)
        {
            return null;
        }

        if (said.Type == EventKind.Log)
        {
            return "";
        }

        if (said.Type == EventKind.Score)
        {
            var (score, wrong) = await scores.ReadAsync(project, said.Body, said.Id, said.Time, stop);
            return score is null ? wrong : intake.TryAppend(score) ? "" : null;
        }

        var fault = $"'type' is '{said.Type}'; it must be one of {EventKind.All}.";
        var part = said.Type == EventKind.Trace ? TraceParts.From(project, said, out fault)
            : EventKind.TryFind(said.Type, out var kind) ? SpanParts.From(project, said, kind, traces.Of, out fault)
            : null;
        return part is null ? fault : intake.TryAppend(part) ? "" : null;
    }

    private static void Note(string id, string fault, List<KeptEvent> kept, List<RefusedEvent> refused)
    {
        if (fault.Length == 0)
        {
            kept.Add(new KeptEvent(id, Kept));
        }
        else
        {
            refused.Add(Invalid(id, fault));
        }
    }

    private static RefusedEvent Invalid(string id, string fault) => new(id, StatusCodes.Status400BadRequest, "Invalid request data", fault);
}
