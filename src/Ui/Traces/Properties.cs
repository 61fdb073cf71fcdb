using System.Text.Json;
using Tracehouse.Query.Text;
using Tracehouse.Ui.Conversations;

namespace Tracehouse.Ui.Traces;

/// <summary>The properties of a JSON object, for a table of two columns.</summary>
internal static class Properties
{
    /// <summary>Null when the text is no JSON object; empty when there is nothing in it.</summary>
    public static IReadOnlyList<(string Name, string Value)>? Of(string json)
    {
        if (json.Length == 0)
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(LoneSurrogates.Mend(json));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? [.. document.RootElement.EnumerateObject().Select(property => (property.Name, ValueOf(property.Value)))]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string ValueOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : PrettyJson.Of(value);
}
