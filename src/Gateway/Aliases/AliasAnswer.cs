using System.Text.Json;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Aliases;

/// <summary>Aliases as the API shows them: what was written of them, and how their targets fare.</summary>
internal static class AliasAnswer
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ListedAlias> aliases)
    {
        json.WriteStartObject();
        json.WriteStartArray("aliases"u8);
        foreach (var alias in aliases)
        {
            Write(json, alias);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, ListedAlias alias)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, alias.Name);
        json.WriteString("source"u8, alias.IsFixed ? "settings"u8 : "api"u8);
        json.WritePropertyName("alias"u8);
        json.WriteRawValue(alias.Json.Bytes.Span);
        json.WriteStartArray("targets"u8);
        foreach (var target in alias.Targets)
        {
            Write(json, target);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteDeleted(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, name);
        json.WriteBoolean("deleted"u8, true);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ListedTarget target)
    {
        json.WriteStartObject();
        json.WriteString("model"u8, target.Model);
        json.WriteString("circuit"u8, target.Circuit);
        WriteNumber(json, "answer_ms", target.AnswerTime?.TotalMilliseconds);
        WriteNumber(json, "first_content_ms", target.FirstContentTime?.TotalMilliseconds);
        WriteNumber(json, "failure_share", target.FailureShare);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, Math.Round(number, 3));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
