using System.Globalization;
using System.Text;
using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Capture;

/// <summary>Copies out of a request what its record keeps, as the request itself is only lent.</summary>
internal static class RequestPayload
{
    /// <summary>All other properties of the request as one object, and after them our own marks, which begin with an underscore.</summary>
    public static Utf8Text Parameters(ChatRequest request, ChatAnswer answer, string modelSent)
    {
        using var json = new PooledBytes();
        json.Write("{"u8);
        foreach (var parameter in request.Parameters)
        {
            Append(json, parameter.Of(request.Body));
        }

        if (answer.Model is { } answered && answered != modelSent)
        {
            Append(json, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"_answered_model\":\"{JsonEncodedText.Encode(answered)}\"")));
        }

        foreach (var (name, count) in answer.Notes)
        {
            if (count is not null)
            {
                Append(json, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"{name}\":{count}")));
            }
        }

        if (answer.IsTruncated)
        {
            Append(json, "\"_truncated\":true"u8);
        }

        if (json.Length == 1)
        {
            return default;
        }

        json.Write("}"u8);
        return new Utf8Text(json.ToArray());
    }

    /// <summary>An object as it was written; of anything else an object that holds it. Properties from elsewhere stand behind those of the same object.</summary>
    public static Utf8Text Metadata(ChatRequest request, IReadOnlyList<CallerProperty> properties)
    {
        var written = request.Metadata.Of(request.Body);
        if (properties.Count > 0)
        {
            return CallerProperty.Append(written, properties);
        }

        return written.IsEmpty || written.SequenceEqual("null"u8) ? default
            : written[0] == (byte)'{' ? new Utf8Text(written.ToArray())
            : new Utf8Text((byte[])[.. "{\"_raw\":"u8, .. written, (byte)'}']);
    }

    private static void Append(PooledBytes json, ReadOnlySpan<byte> property)
    {
        json.Write(json.Length > 1 ? ","u8 : default);
        json.Write(property);
    }
}
