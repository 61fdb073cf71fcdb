using System.Text.Json;
using Tracehouse.Query.Text;
using Tracehouse.Ui.Conversations;

namespace Tracehouse.Ui.Trees;

/// <summary>Something that happened within a span.</summary>
/// <param name="Name">What.</param>
/// <param name="Time">When, as its sender wrote it.</param>
/// <param name="Attributes">What is known of it, as JSON.</param>
internal sealed record SpanEvent(string Name, string Time, string Attributes)
{
    private const int EventsMax = 200;

    /// <summary>The first of the events in a JSON array; none when it is no such array.</summary>
    public static IReadOnlyList<SpanEvent> Of(string json)
    {
        if (json.Length == 0)
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(LoneSurrogates.Mend(json));
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Where(each => each.ValueKind == JsonValueKind.Object).Take(EventsMax).Select(One)]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static SpanEvent One(JsonElement item) => new(
        PartReader.Text(item, "name"), PartReader.Text(item, "time"), item.TryGetProperty("attributes", out var attributes) ? attributes.GetRawText() : "");
}
