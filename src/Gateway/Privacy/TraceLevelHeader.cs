using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Privacy;

/// <summary>The header by which a caller asks for less to be kept, as OpenTracy documents it ("Traces", "Privacy and PII").</summary>
internal static class TraceLevelHeader
{
    private const string Name = "X-Opentracy-Trace";
    private const string Full = "full";
    private const string MetadataOnly = "metadata-only";
    private const string Off = "off";

    /// <summary>What the caller allows. A word that is not known counts as the least, though such a request is refused before.</summary>
    public static TraceLevel Read(HttpRequest request) => TryParse(request.Headers[Name], out var level) ? level : TraceLevel.Off;

    /// <summary>Whether the caller asks for all to be kept, rather than saying nothing.</summary>
    public static bool AsksForAll(HttpRequest request) => request.Headers.ContainsKey(Name) && Read(request) == TraceLevel.Full;

    /// <summary>Refuses a word that is not known: the caller meant something, and it would not be done.</summary>
    public static Task RefuseUnknownAsync(HttpContext context, RequestDelegate next) =>
        TryParse(context.Request.Headers[Name], out _) ? next(context) : RefuseAsync(context.Response);

    private static bool TryParse(StringValues header, out TraceLevel level)
    {
        var word = header.ToString().Trim();
        level = word.Equals(MetadataOnly, StringComparison.OrdinalIgnoreCase) ? TraceLevel.MetadataOnly
            : word.Equals(Off, StringComparison.OrdinalIgnoreCase) ? TraceLevel.Off
            : TraceLevel.Full;
        return level != TraceLevel.Full || header.Count == 0 || word.Equals(Full, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task RefuseAsync(HttpResponse response)
    {
        using var body = new PooledBytes();
        new OpenAiError($"The header {Name} must be {Full}, {MetadataOnly} or {Off}.", "invalid_request_error", "invalid_request").WriteTo(body);
        response.StatusCode = StatusCodes.Status400BadRequest;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body.Memory);
    }
}
