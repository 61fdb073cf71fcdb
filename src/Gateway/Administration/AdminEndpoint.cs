using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Administration;

/// <summary>
/// What manages keys: <c>/v1/config/keys</c>, <c>/v1/config/reload</c> and <c>/v1/secrets</c> for those of providers, as OpenTracy has them,
/// and <c>/v1/keys</c> for our own. Who calls has been asked before; only an admin gets further.
/// </summary>
internal sealed class AdminEndpoint(ProviderBook providers, KeyBook keys)
{
    private const int BodyBytesMax = 64 * 1024;
    private const string RetryAfterSeconds = "2";

    public async Task AnswerAsync(HttpContext context)
    {
        var answer = await DecideAsync(context);
        await answer.WriteAsync(context.Response);
    }

    private async Task<AdminAnswer> DecideAsync(HttpContext context)
    {
        if (context.Features.Get<Caller>() is not { Role: KeyRole.Admin })
        {
            return AdminAnswer.Fault(StatusCodes.Status403Forbidden, "forbidden", "This needs a key with the role admin.");
        }

        try
        {
            return await RouteAsync(context);
        }
        catch (StoreUnavailableException cause)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
            return AdminAnswer.Fault(StatusCodes.Status503ServiceUnavailable, "clickhouse_down", cause.Message);
        }
        catch (InvalidDataException cause)
        {
            return AdminAnswer.Fault(StatusCodes.Status500InternalServerError, "master_key_unusable", cause.Message);
        }
    }

    private async Task<AdminAnswer> RouteAsync(HttpContext context)
    {
        var stop = context.RequestAborted;
        var path = context.Request.Path.Value!.TrimEnd('/').Split('/')[2..];
        switch (context.Request.Method, path)
        {
            case ("GET", ["config", "keys"] or ["secrets"]):
                return providers.List();
            case ("POST", ["config", "reload"]):
                return providers.Reload();
            case ("DELETE", ["config", "keys", var name]):
                return await providers.RemoveAsync(name, stop);
            case ("DELETE", ["secrets", var name]):
                return await providers.RemoveAsync(name, stop);
            case ("GET", ["keys"]):
                return keys.List();
            case ("GET", ["keys", var id]):
                return keys.Get(id);
            case ("DELETE", ["keys", var id]):
                return await keys.RevokeAsync(id, stop);
            case ("POST", ["keys", var id, "rotate"]):
                return await keys.RotateAsync(id, stop);
            case ("POST", ["config", "keys"]):
                return await WithBodyAsync(context, body => providers.SetAsync(Text(body, "provider"), Text(body, "api_key"), stop));
            case ("POST", ["secrets", var name]):
                return await WithBodyAsync(context, body => providers.SetAsync(name, Text(body, "api_key"), stop));
            case ("POST", ["keys"]):
                return await WithBodyAsync(context, body => keys.CreateAsync(body, stop));
            case ("PATCH", ["keys", var id]):
                return await WithBodyAsync(context, body => keys.ChangeAsync(id, body, stop));
            default:
                return AdminAnswer.Fault(StatusCodes.Status404NotFound, "not_found", $"There is nothing at {context.Request.Method} {context.Request.Path}.");
        }
    }

    /// <summary>An error says nothing of the body, which may hold a secret.</summary>
    private static async Task<AdminAnswer> WithBodyAsync(HttpContext context, Func<JsonElement, Task<AdminAnswer>> step)
    {
        var buffer = new byte[BodyBytesMax + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > BodyBytesMax)
        {
            return AdminAnswer.Fault(StatusCodes.Status413PayloadTooLarge, "request_too_large", $"The request is larger than {BodyBytesMax} bytes.");
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(buffer.AsMemory(0, length));
        }
        catch (JsonException)
        {
            return AdminAnswer.BadRequest("The body must be a JSON object.");
        }

        using (document)
        {
            if (!IsText(buffer.AsSpan(0, length)))
            {
                return AdminAnswer.BadRequest("The body holds half a character (a lone surrogate), which is no text.");
            }

            return await step(document.RootElement);
        }
    }

    /// <summary>Whether every name and text in it can be read as one.</summary>
    private static bool IsText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && JsonText.Read(ref reader) is null)
            {
                return false;
            }
        }

        return true;
    }

    private static string? Text(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
