using System.Runtime.InteropServices;
using System.Text.Json;

namespace Tracehouse.Gateway.Translation;

/// <summary>Takes JSON apart without losing how it was written, so that pieces of it can go elsewhere as they are.</summary>
internal static class JsonPieces
{
    public static JsonDocumentOptions Deep { get; } = new() { MaxDepth = 10_000 };

    /// <summary>The value as it was written.</summary>
    public static ReadOnlySpan<byte> Raw(this JsonElement element) => JsonMarshal.GetRawUtf8Value(element);

    /// <summary>A string as it was written, escapes and all, without its quotes; nothing for any other value.</summary>
    public static ReadOnlySpan<byte> RawText(this JsonElement element) => element.ValueKind == JsonValueKind.String ? element.Raw()[1..^1] : default;

    /// <summary>The value of a property; null when there is none, when it is null, and when this is no object.</summary>
    public static JsonElement? Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>The value of a property as it was written; nothing when there is none.</summary>
    public static ReadOnlySpan<byte> GetRaw(this JsonElement element, string name) => element.Get(name) is { } value ? value.Raw() : default;

    /// <summary>The text of a property; null when it is no text.</summary>
    public static string? GetText(this JsonElement element, string name) => element.Get(name)?.Text();

    /// <summary>The text of a string; null for any other value.</summary>
    public static string? Text(this JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    /// <summary>The count of a property; null when it is no whole number.</summary>
    public static long? GetCount(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var count) ? count : null;

    /// <summary>Whether a property is true.</summary>
    public static bool IsTrue(this JsonElement element, string name) => element.Get(name) is { ValueKind: JsonValueKind.True };

    /// <summary>The items of a list; none when it is no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
