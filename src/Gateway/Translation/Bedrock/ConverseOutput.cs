using System.Text.Json;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation.Bedrock;

/// <summary>Converse's <c>outputConfig</c>: the caller's own, and in it the schema of the answer and the effort.</summary>
internal static class ConverseOutput
{
    /// <summary>Null when it could be written, also when there was nothing to write.</summary>
    public static RequestFault? Write(Utf8JsonWriter json, ChatAsk ask, string? effort)
    {
        var (format, fault) = ReadFormat(ask.Get("response_format"));
        var own = ask.Get("outputConfig");
        if (fault is not null || (own is null && format is null && effort is null))
        {
            return fault;
        }

        json.WriteStartObject("outputConfig"u8);
        if (own is { ValueKind: JsonValueKind.Object } given)
        {
            foreach (var property in given.EnumerateObject())
            {
                json.WriteRaw(property.Name, property.Value.Raw());
            }
        }

        if (effort is not null && own?.Get("effort") is null)
        {
            json.WriteString("effort"u8, effort);
        }

        if (format is { } schema && own?.Get("textFormat") is null)
        {
            WriteSchema(json, schema);
        }

        json.WriteEndObject();
        return null;
    }

    private static void WriteSchema(Utf8JsonWriter json, JsonElement format)
    {
        json.WriteStartObject("textFormat"u8);
        json.WriteString("type"u8, "json_schema"u8);
        json.WriteStartObject("structure"u8);
        json.WriteStartObject("jsonSchema"u8);

        // Converse takes the schema as text.
        json.WriteString("schema"u8, format.GetRaw("schema"));
        foreach (var name in new[] { "name", "description" })
        {
            if (format.Get(name) is { } text)
            {
                json.WriteRaw(name, text.Raw());
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Nothing and no fault when the answer is plain text.</summary>
    private static (JsonElement? Format, RequestFault? Fault) ReadFormat(JsonElement? format) => format?.GetText("type") switch
    {
        null when format is null => (null, null),
        "text" => (null, null),
        "json_schema" => format?.Get("json_schema") is { } schema && schema.Get("schema") is not null
            ? (schema, null)
            : (null, new RequestFault("response_format.json_schema.schema is missing.", "response_format")),
        var type => (null, new RequestFault($"response_format of the type \"{type}\" cannot be expressed for Bedrock; give a schema with json_schema.", "response_format")),
    };
}
