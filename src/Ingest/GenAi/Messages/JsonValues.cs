using System.Text.Json;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Ingest.GenAi.Messages;

/// <summary>Writes values, of which some hold JSON as text.</summary>
internal static class JsonValues
{
    /// <summary>Text that holds an object or a list is written as what it holds.</summary>
    public static void Write(Utf8JsonWriter json, AttributeValue value)
    {
        using var held = value.AsString() is ['{' or '[', ..] text && value.Kind == AttributeKind.String ? JsonText.Parse(text) : null;
        if (held is null)
        {
            value.WriteJson(json);
        }
        else
        {
            json.WriteRawValue(held.RootElement.GetRawText(), skipInputValidation: true);
        }
    }
}
