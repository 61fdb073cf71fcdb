using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Tracehouse.Datasets.Http;

/// <summary>Reads the body of a request as JSON, whatever its content type says.</summary>
internal static class JsonBody
{
    /// <summary>Null when it is none; then the fault says why.</summary>
    public static async Task<(JsonElement? Body, string Fault)> ReadAsync(HttpContext context, int bytesMax, CancellationToken stop)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = bytesMax;
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: stop);
            return (document.RootElement.Clone(), "");
        }
        catch (JsonException cause)
        {
            return (null, $"The body is not JSON: {cause.Message}");
        }
        catch (BadHttpRequestException cause) when (cause.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, $"The body has more than {bytesMax} bytes (Datasets:BodyBytesMax).");
        }
    }
}
