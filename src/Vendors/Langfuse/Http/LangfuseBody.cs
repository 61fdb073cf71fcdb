using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tracehouse.Ingest.GenAi.Messages;
using Tracehouse.Ingest.Otlp.Transport;

namespace Tracehouse.Vendors.Langfuse.Http;

/// <summary>The JSON body of a request, or the answer to one that has none.</summary>
internal static class LangfuseBody
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1_000, AllowDuplicateProperties = true };

    /// <summary>Reads it as what it is meant to be. Either is null.</summary>
    public static async Task<(T? Body, IResult? Fault)> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        var (document, fault) = await ReadAsync(context);
        using (document)
        {
            if (document is null)
            {
                return (null, fault);
            }

            try
            {
                return document.Root.ValueKind == JsonValueKind.Object
                    ? (document.Root.Deserialize(type), null)
                    : (null, Refuse.InvalidField("", "The body must be a JSON object."));
            }
            catch (JsonException cause)
            {
                return (null, Refuse.InvalidField(FieldOf(cause), MessageOf(cause)));
            }
        }
    }

    /// <summary>Reads it as any JSON. Either is null; whoever gets the document disposes it.</summary>
    public static async Task<(LangfuseDocument? Document, IResult? Fault)> ReadAsync(HttpContext context)
    {
        var most = context.RequestServices.GetRequiredService<IOptions<LangfuseOptions>>().Value.BodyBytesMax;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        var bytes = new RequestBytes(context.RequestServices.GetRequiredService<MemoryBudget>(), most);
        try
        {
            var fault = await bytes.FillAsync(context.Request.Body, context.Request.ContentLength, context.RequestAborted);
            if (fault == ReadFault.None)
            {
                HalfCharacters.Mend(bytes.Span);
                var document = new LangfuseDocument(JsonDocument.Parse(bytes.Memory, Deep), bytes);
                bytes = null;
                return (document, null);
            }

            return (null, fault == ReadFault.TooLarge
                ? Refuse.TooLarge($"The request is larger than {most} bytes ({LangfuseOptions.Section}:{nameof(LangfuseOptions.BodyBytesMax)}).")
                : Refuse.Unavailable(context, "Other requests take all the room there is for them (Otlp:BodiesBytesMax). Try again soon."));
        }
        catch (JsonException cause)
        {
            return (null, Refuse.Invalid($"The body is no JSON: {cause.Message}"));
        }
        finally
        {
            bytes?.Dispose();
        }
    }

    private static string FieldOf(JsonException cause) =>
        cause.Path is { Length: > 2 } path ? path[2..].Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal) : MissingOf(cause);

    /// <summary>Where fields are missing the reader names them in its message, in quotes.</summary>
    private static string MissingOf(JsonException cause) => cause.Message.Split('\'') is { Length: > 3 } words ? words[^2] : "";

    private static string MessageOf(JsonException cause) => cause.Message.Split(" Path: ")[0];
}
