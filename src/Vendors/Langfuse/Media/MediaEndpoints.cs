using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Tracehouse.Query.Http;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Media;

/// <summary><c>media</c>: files that SDKs cut out of what was said. They ask where to put one, and later where to get it.</summary>
internal sealed class MediaEndpoints(IEntities entities, MediaFiles files, MediaAddress address, IRecordPrivacy privacy, IOptions<LangfuseOptions> options, TimeProvider time)
{
    private readonly long _bytesMax = options.Value.MediaBytesMax;

    public void Map(IEndpointRouteBuilder langfuse)
    {
        langfuse.MapPost("/media", PlaceAsync);
        langfuse.MapGet("/media/{id}", GetAsync);
        langfuse.MapPatch("/media/{id}", ReportAsync);
    }

    private async Task<IResult> PlaceAsync(HttpContext context, CancellationToken stop)
    {
        var (body, fault) = await LangfuseBody.ReadAsync(context, MediaJson.Readable.MediaRequest);
        if (body is null)
        {
            return fault!;
        }

        if (!MediaHash.TryParse(body.Sha256Hash, out var hash))
        {
            return Refuse.InvalidField("sha256Hash", "'sha256Hash' must be a SHA-256 in base64, 44 characters.");
        }

        if (body.ContentLength < 1 || body.ContentLength > _bytesMax)
        {
            return Refuse.InvalidField("contentLength", $"'contentLength' must be from 1 to {_bytesMax} ({LangfuseOptions.Section}:{nameof(LangfuseOptions.MediaBytesMax)}).");
        }

        if (!MediaTypeHeaderValue.TryParse(body.ContentType, out _))
        {
            return Refuse.InvalidField("contentType", "'contentType' must be a media type such as image/png.");
        }

        var project = context.Caller().Project;
        if (!privacy.KeepsContent)
        {
            return Results.Json(new MediaPlace(hash.Id, null), MediaJson.Readable.MediaPlace, statusCode: StatusCodes.Status201Created);
        }

        var isThere = files.Has(project, hash.Hex) && await FindAsync(project, hash.Id, stop) is not null;
        if (!isThere)
        {
            await SaveAsync(project, new MediaEntry { MediaId = hash.Id, ContentType = body.ContentType, ContentLength = body.ContentLength, Sha256 = hash.Hex }, stop);
        }

        var place = new MediaPlace(hash.Id, isThere ? null : address.Make(context.Request, HttpMethods.Put, project, hash.Id).Url);
        return Results.Json(place, MediaJson.Readable.MediaPlace, statusCode: StatusCodes.Status201Created);
    }

    private async Task<IResult> GetAsync(HttpContext context, string id, CancellationToken stop)
    {
        var project = context.Caller().Project;
        if (await FindAsync(project, id, stop) is not { } entry || !files.Has(project, entry.Sha256))
        {
            return NotFound(id);
        }

        var (url, expiry) = address.Make(context.Request, HttpMethods.Get, project, id);
        return Results.Json(
            new MediaAnswer(id, entry.ContentType, entry.ContentLength, entry.UploadedAt ?? time.GetUtcNow(), url, expiry), MediaJson.Readable.MediaAnswer);
    }

    private async Task<IResult> ReportAsync(HttpContext context, string id, CancellationToken stop)
    {
        var (body, fault) = await LangfuseBody.ReadAsync(context, MediaJson.Readable.MediaReport);
        if (body is null)
        {
            return fault!;
        }

        var project = context.Caller().Project;
        if (await FindAsync(project, id, stop) is not { } entry)
        {
            return NotFound(id);
        }

        await SaveAsync(project, entry with { UploadedAt = body.UploadedAt ?? time.GetUtcNow(), UploadHttpStatus = body.UploadHttpStatus }, stop);
        return Results.Ok();
    }

    /// <summary>What is known of a file; null when nothing is.</summary>
    public async ValueTask<MediaEntry?> FindAsync(ProjectId project, string id, CancellationToken stop) =>
        await entities.FindAsync(project, MediaEntry.Kind, id, stop) is { } entity ? JsonSerializer.Deserialize(entity.Json.Bytes.Span, MediaJson.Readable.MediaEntry) : null;

    private ValueTask SaveAsync(ProjectId project, MediaEntry entry, CancellationToken stop) => entities.SaveAsync(
        [new Entity(project, MediaEntry.Kind, entry.MediaId, Utf8Text.From(JsonSerializer.Serialize(entry, MediaJson.Readable.MediaEntry))) { CreatedAt = time.GetUtcNow() }], stop);

    private static IResult NotFound(string id) => Refuse.NotFound($"There is no media '{id}' in this project.");
}
