using System.Text;
using System.Text.Json;
using Tracehouse.Ingest.GenAi.Messages;

namespace Tracehouse.Vendors.OpenTracy.Importing;

/// <summary>The traces of a body: one, a list, <c>{"traces": […]}</c>, <c>{"data": …}</c>, or one a line.</summary>
internal static class ImportBody
{
    private const byte NewLine = (byte)'\n';

    /// <summary>Each trace, or null for a line that is no JSON.</summary>
    public static IEnumerable<JsonElement?> Items(ReadOnlyMemory<byte> body, out ItemDefaults defaults)
    {
        defaults = new ItemDefaults(null, null, null, null);
        if (Parse(body) is not { } whole)
        {
            return Lines(body);
        }

        if (whole.ValueKind == JsonValueKind.Object && whole.TryGetProperty("data", out var data))
        {
            var fields = new ItemFields(whole, DateTimeOffset.UnixEpoch);
            defaults = new ItemDefaults(fields.Text("model"), fields.Text("provider"), fields.Text("source"), null);
            return data.ValueKind == JsonValueKind.String ? Items(Mended(data.GetString()!), out _) : Of(data);
        }

        return Of(whole);
    }

    private static byte[] Mended(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        HalfCharacters.Mend(bytes);
        return bytes;
    }

    private static IEnumerable<JsonElement?> Of(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(item => (JsonElement?)item)
        : value.ValueKind == JsonValueKind.Object && value.TryGetProperty("traces", out var traces) && traces.ValueKind == JsonValueKind.Array ? Of(traces)
        : [value];

    private static IEnumerable<JsonElement?> Lines(ReadOnlyMemory<byte> body)
    {
        while (body.Length > 0)
        {
            var end = body.Span.IndexOf(NewLine);
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (!line.Span.Trim(" \r\t"u8).IsEmpty)
            {
                yield return Parse(line);
            }
        }
    }

    private static JsonElement? Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
