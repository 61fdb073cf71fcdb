using System.Text.Json;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation.Anthropic;

/// <summary>Anthropic's <c>output_config</c>: the caller's own, and in it the schema of the answer and the effort.</summary>
internal static class OutputConfig
{
    /// <summary>Null when it could be written, also when there was nothing to write.</summary>
    public static RequestFault? Write(ChatAsk ask, string? effort, Utf8JsonWriter json)
    {
        var (schema, fault) = ReadSchema(ask.Get("response_format"));
        var own = ask.Get("output_config");
        if (fault is not null || (own is null && schema is null && effort is null))
        {
            return fault;
        }

        json.WriteStartObject("output_config"u8);
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

        if (schema is { } format && own?.Get("format") is null)
        {
            json.WriteStartObject("format"u8);
            json.WriteString("type"u8, "json_schema"u8);
            json.WriteRaw("schema", format.Raw());
            json.WriteEndObject();
        }

        json.WriteEndObject();
        return null;
    }

    /// <summary>No schema and no fault when the answer is plain text.</summary>
    private static (JsonElement? Schema, RequestFault? Fault) ReadSchema(JsonElement? format) => format?.GetText("type") switch
    {
        null when format is null => (null, null),
        "text" => (null, null),
        "json_schema" => format?.Get("json_schema")?.Get("schema") is { } schema
            ? (schema, null)
            : (null, new RequestFault("response_format.json_schema.schema is missing.", "response_format")),
        var type => (null, new RequestFault($"response_format of the type \"{type}\" cannot be expressed for Anthropic; give a schema with json_schema.", "response_format")),
    };
}
