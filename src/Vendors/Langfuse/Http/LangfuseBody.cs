using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tracehouse.Ingest.GenAi.Messages;

namespace Tracehouse.Vendors.Langfuse.Http;

/// <summary>The JSON body of a request, or the answer to one that has none.</summary>
internal static class LangfuseBody
{
    private const int FirstBytes = 16 << 10;

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
                return document.RootElement.ValueKind == JsonValueKind.Object
                    ? (document.RootElement.Deserialize(type), null)
                    : (null, Refuse.InvalidField("", "The body must be a JSON object."));
            }
            catch (JsonException cause)
            {
                return (null, Refuse.InvalidField(FieldOf(cause), MessageOf(cause)));
            }
        }
    }

    /// <summary>Reads it as any JSON. Either is null; whoever gets the document disposes it.</summary>
    public static async Task<(JsonDocument? Document, IResult? Fault)> ReadAsync(HttpContext context)
    {
        var most = context.RequestServices.GetRequiredService<IOptions<LangfuseOptions>>().Value.BodyBytesMax;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        var bytes = new ArrayBufferWriter<byte>(FirstBytes);
        while (bytes.WrittenCount <= most && (context.Request.ContentLength ?? 0) <= most)
        {
            var read = await context.Request.Body.ReadAsync(bytes.GetMemory(FirstBytes), context.RequestAborted);
            bytes.Advance(read);
            if (read == 0)
            {
                return Parse(bytes);
            }
        }

        return (null, Refuse.TooLarge($"The request is larger than {most} bytes ({LangfuseOptions.Section}:{nameof(LangfuseOptions.BodyBytesMax)})."));
    }

    private static (JsonDocument? Document, IResult? Fault) Parse(ArrayBufferWriter<byte> bytes)
    {
        try
        {
            var copy = bytes.WrittenSpan.ToArray();
            HalfCharacters.Mend(copy);
            return (JsonDocument.Parse(copy, Deep), null);
        }
        catch (JsonException cause)
        {
            return (null, Refuse.Invalid($"The body is no JSON: {cause.Message}"));
        }
    }

    private static string FieldOf(JsonException cause) =>
        cause.Path is { Length: > 2 } path ? path[2..].Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal) : MissingOf(cause);

    /// <summary>Where fields are missing the reader names them in its message, in quotes.</summary>
    private static string MissingOf(JsonException cause) => cause.Message.Split('\'') is { Length: > 3 } words ? words[^2] : "";

    private static string MessageOf(JsonException cause) => cause.Message.Split(" Path: ")[0];
}
