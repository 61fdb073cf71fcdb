using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Tracehouse.Vendors.OpenTracy.Importing;

/// <summary>
/// Tells OpenTracy's traces from OpenTelemetry's, which have the same path: by content type, then by the first name in the body that only one of them has.
/// In doubt a request is OpenTelemetry's.
/// </summary>
internal static class TraceShape
{
    private const int HeadBytesMax = 4 << 10;

    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.Ordinal, "traces", "messages", "input", "output", "model", "provider", "tokens_in", "tokens_out", "cost_usd", "latency_ms", "is_error", "source", "tags",
        "timestamp", "request_id", "trace_id", "id", "selected_model", "model_id", "input_text", "output_text", "input_messages", "output_message", "data", "metadata");

    /// <summary>Looks at the beginning of the body, and leaves it as it was.</summary>
    public static async Task<bool> IsOpenTracyAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Headers.ContentEncoding.Count > 0 || request.ContentType?.Contains("protobuf", StringComparison.OrdinalIgnoreCase) == true)
        {
            return false;
        }

        // Once somebody has begun to read, the limit cannot be lifted any more, and whoever reads the rest counts for itself.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(context.RequestAborted);
            var buffer = read.Buffer;
            var verdict = Judge(buffer.Slice(0, Math.Min(buffer.Length, HeadBytesMax)).ToArray(), read.IsCompleted || buffer.Length >= HeadBytesMax);
            request.BodyReader.AdvanceTo(buffer.Start, verdict is null ? buffer.End : buffer.Start);
            if (verdict is { } isOpenTracy)
            {
                return isOpenTracy;
            }
        }
    }

    /// <summary>Null when more must be seen.</summary>
    internal static bool? Judge(ReadOnlySpan<byte> head, bool isAll)
    {
        try
        {
            var json = new Utf8JsonReader(head, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true }));
            while (json.Read())
            {
                if (json.TokenType == JsonTokenType.StartArray && json.CurrentDepth == 0)
                {
                    return true;
                }

                if (json.TokenType != JsonTokenType.PropertyName || json.CurrentDepth != 1)
                {
                    continue;
                }

                var name = json.GetString()!;
                if (name is "resourceSpans" or "resource_spans" || Names.Contains(name))
                {
                    return Names.Contains(name);
                }
            }
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            return false;
        }

        return isAll ? false : null;
    }
}
