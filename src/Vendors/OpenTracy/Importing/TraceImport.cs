using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Tracehouse.Ingest.Otlp.Transport;
using Tracehouse.Ingest.Receiving;
using Tracehouse.Ingest.Spans;
using Tracehouse.Query.Http;
using Tracehouse.Records;
using Tracehouse.Vendors.Bodies;
using Tracehouse.Vendors.OpenTracy.Http;

namespace Tracehouse.Vendors.OpenTracy.Importing;

/// <summary>
/// <c>POST /v1/traces</c> with OpenTracy's JSON, and <c>POST /v1/traces/import</c>. They are on disk when they are answered; one bad trace does not sink the others.
/// Errors: 400 when no trace was good, 413, 503.
/// </summary>
internal sealed class TraceImport(ISpanIntake intake, IOptions<ImportOptions> options, TimeProvider time) : IOtherTraces
{
    private readonly ImportOptions _options = options.Value;

    public async Task<bool> TryAnswerAsync(HttpContext context)
    {
        if (!await TraceShape.IsOpenTracyAsync(context))
        {
            return false;
        }

        await AnswerAsync(context);
        return true;
    }

    public async Task AnswerAsync(HttpContext context) => await (await TakeAsync(context)).ExecuteAsync(context);

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        if (await BodyReader.ReadAsync(context, _options.BodyBytesMax) is not { } bytes)
        {
            return OpenTracyErrors.Answer(
                StatusCodes.Status413PayloadTooLarge, "too_large", $"The request is larger than {_options.BodyBytesMax} bytes ({ImportOptions.Section}:BodyBytesMax). Send fewer traces at once.");
        }

        var project = context.Caller().Project;
        var items = ImportBody.Items(bytes, out var defaults);
        var reader = new ItemSpans(defaults with { Tenant = TenantOf(context.Request, project) }, time.GetUtcNow());
        var (spans, ids, faults, rejected, index) = (new List<IncomingSpan>(), new List<string>(), new List<ImportFault>(), 0, 0);
        foreach (var item in items)
        {
            var fault = "The line is no JSON.";
            if (item is { } given && reader.Read(given, out fault) is { Count: > 0 } read)
            {
                spans.AddRange(read);
                ids.Add(read[0].TraceId);
            }
            else if (++rejected <= _options.ErrorsMax)
            {
                faults.Add(new ImportFault(index, fault));
            }

            index++;
        }

        return ids.Count == 0
            ? OpenTracyErrors.Refuse(faults.Count > 0 ? faults[0].Message : "The body has no traces: send one, a list, {\"traces\": [...]}, or one a line.")
            : await KeepAsync(context, project, spans, new ImportAnswer { Message = $"ingested {ids.Count} traces", Ingested = ids.Count, TraceIds = ids, Rejected = rejected, Errors = faults });
    }

    private async Task<IResult> KeepAsync(HttpContext context, ProjectId project, List<IncomingSpan> spans, ImportAnswer answer)
    {
        var outcome = await intake.KeepAsync(project, spans, context.RequestAborted);
        if (!outcome.IsKept)
        {
            return OpenTracyErrors.Busy(context, "busy", "There is no room (Spool:BytesMax) or the disk refuses (Spool:Directory). Try again later.");
        }

        return outcome.Rejected == spans.Count
            ? OpenTracyErrors.Busy(context, ApiError.ClickHouseDown, outcome.Reason)
            : Results.Json(outcome.Rejected > 0 ? WithRest(answer, outcome) : answer, ImportJson.Default.ImportAnswer);
    }

    /// <summary>Which spans were left out behind the limit of a request is not known by trace, so that the reason is all that is told.</summary>
    private static ImportAnswer WithRest(ImportAnswer answer, IntakeOutcome outcome) => answer with
    {
        Rejected = answer.Rejected + (int)outcome.Rejected,
        Errors = [.. answer.Errors, new ImportFault(-1, string.Create(CultureInfo.InvariantCulture, $"{outcome.Rejected} spans were left out: {outcome.Reason}"))],
    };

    /// <summary>A key opens one project; another tenant that a request names becomes something to search by.</summary>
    private static string? TenantOf(HttpRequest request, ProjectId project) =>
        request.Headers["x-tenant-id"].ToString() is { Length: > 0 and <= ProjectId.LengthMax } tenant && tenant != project.Value && tenant != ProjectId.Default.Value ? tenant : null;
}
