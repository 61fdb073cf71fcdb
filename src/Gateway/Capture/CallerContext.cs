using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Capture;

/// <summary>
/// Gathers who calls and for what, from all the places where callers say so. Earlier ones win: the body's metadata, headers sent for it, the
/// body's <c>user</c> and <c>safety_identifier</c>, baggage, and for the conversation at last <c>prompt_cache_key</c>.
/// </summary>
internal sealed class CallerContext(IOptions<CaptureOptions> options)
{
    private readonly int _charsMax = options.Value.ContextCharsMax;

    /// <summary>What was said, and what is to be kept beside the metadata.</summary>
    public (CallerMetadata Said, IReadOnlyList<CallerProperty> Properties) Of(ChatRequest request, IHeaderDictionary? sent)
    {
        var metadata = CallerMetadata.Read(request.Metadata.Of(request.Body));
        var user = Scalar(request, request.User) ?? Scalar(request, request.SafetyIdentifier);
        var body = user is null ? CallerMetadata.None : new CallerMetadata(user, null, []);
        if (sent is null)
        {
            return (metadata.Or(body), []);
        }

        var headers = CallerHeaders.Read(sent, _charsMax);
        var said = metadata.Or(headers.Said).Or(body).Or(headers.Baggage);
        return (said.SessionId is null && Scalar(request, request.PromptCacheKey) is { } key ? said with { SessionId = key } : said, headers.Properties);
    }

    private static string? Scalar(ChatRequest request, ByteRange place) => CallerMetadata.ReadScalar(place.Of(request.Body));
}
