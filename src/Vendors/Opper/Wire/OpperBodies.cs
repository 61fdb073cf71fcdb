using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Tracehouse.Ingest.GenAi.Messages;

namespace Tracehouse.Vendors.Opper.Wire;

/// <summary>Reads bodies whatever their headers call them, as some clients name no content type. A missing body is an empty object.</summary>
internal sealed class OpperBodies(IOptions<OpperOptions> options)
{
    /// <summary>What is told of a span stands some levels deeper in an answer, and answers may have 64.</summary>
    private static readonly JsonDocumentOptions Allowed = new() { MaxDepth = 50, AllowDuplicateProperties = false };

    private static readonly JsonElement Nothing = JsonElement.Parse("{}");
    private readonly int _bytesMax = options.Value.BodyBytesMax;

    /// <summary>The body, or what to answer instead.</summary>
    public async Task<(Fields Body, IResult? Fault)> ReadAsync(HttpContext context, CancellationToken stop)
    {
        var (bytes, fault) = await ReadBytesAsync(context, stop);
        if (fault is not null || bytes.Length == 0)
        {
            return (new Fields(Nothing), fault);
        }

        try
        {
            using var json = JsonDocument.Parse(bytes, Allowed);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? (new Fields(json.RootElement.Clone()), null)
                : (new Fields(Nothing), Answers.Invalid(context, "The body must be a JSON object."));
        }
        catch (JsonException cause)
        {
            return (new Fields(Nothing), Answers.Invalid(context, $"The body is no JSON: {cause.Message}"));
        }
    }

    /// <summary>The same, as it is.</summary>
    public async Task<(ReadOnlyMemory<byte> Bytes, IResult? Fault)> ReadBytesAsync(HttpContext context, CancellationToken stop)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(stop);
            if (read.Buffer.Length > _bytesMax)
            {
                reader.AdvanceTo(read.Buffer.End);
                return (default, Answers.Fault(context, StatusCodes.Status413PayloadTooLarge, "RequestTooLargeError", $"The request is larger than {_bytesMax} bytes (Vendors:Opper:BodyBytesMax)."));
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                HalfCharacters.Mend(bytes);
                reader.AdvanceTo(read.Buffer.End);
                return (bytes, null);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
