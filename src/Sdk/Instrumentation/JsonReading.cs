using System.Text.Json;

namespace Tracehouse.Instrumentation;

/// <summary>Looks into JSON that may be anything.</summary>
internal static class JsonReading
{
    public static JsonElement? Property(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;

    public static JsonElement? Object(this JsonElement json, string name) => json.Property(name) is { ValueKind: JsonValueKind.Object } value ? value : null;

    public static string? Text(this JsonElement json, string name) => json.Property(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static long? Number(this JsonElement json, string name) => json.Property(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) => json.Property(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];
}
