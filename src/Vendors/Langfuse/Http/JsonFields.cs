using System.Globalization;
using System.Text.Json;

namespace Tracehouse.Vendors.Langfuse.Http;

/// <summary>Reads the fields of an object and notes the first that is not as it must be. What is null counts as not there.</summary>
internal sealed class JsonFields(JsonElement body)
{
    private const int WordCharactersMax = 1_000;

    /// <summary>The store knows no later time.</summary>
    private static readonly DateTimeOffset Latest = new(2299, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Which field is wrong, and how it must be; empty while none is.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>Notes that a field is wrong, unless another was before.</summary>
    public void Refuse(string field, string problem) => Fault = Fault.Length > 0 ? Fault : $"'{field}' {problem}";

    /// <summary>Any value; undefined when there is none.</summary>
    public JsonElement Any(string field) =>
        body.TryGetProperty(field, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : default;

    /// <summary>Text, of any length.</summary>
    public string? LongText(string field)
    {
        var value = Any(field);
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined:
                return null;
            case JsonValueKind.String:
                return value.GetString();
            default:
                Refuse(field, "must be text.");
                return null;
        }
    }

    /// <summary>Text that is a name, an id or a word.</summary>
    public string? Text(string field)
    {
        var text = LongText(field);
        if (text?.Length > WordCharactersMax)
        {
            Refuse(field, $"may have {WordCharactersMax} characters.");
        }

        return text;
    }

    /// <summary>Text, or a number as text.</summary>
    public string? Version(string field) => Any(field) is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : Text(field);

    /// <summary>A time with its zone, or in UTC.</summary>
    public DateTimeOffset? Time(string field)
    {
        var text = LongText(field);
        if (text is null)
        {
            return null;
        }

        if (IsoTimeConverter.TryParse(text, out var time) && time < Latest)
        {
            return time;
        }

        Refuse(field, "must be a time such as 2026-11-01T08:00:00.000Z, from 1970 to 2298.");
        return null;
    }

    /// <summary>An object; undefined when there is none.</summary>
    public JsonElement Map(string field)
    {
        var value = Any(field);
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Object)
        {
            return value;
        }

        Refuse(field, "must be an object.");
        return default;
    }

    /// <summary>An object of numbers that are not negative.</summary>
    public JsonElement Counts(string field)
    {
        var map = Map(field);
        foreach (var count in map.ValueKind == JsonValueKind.Object ? map.EnumerateObject() : default)
        {
            if (count.Value.ValueKind is not (JsonValueKind.Number or JsonValueKind.Null or JsonValueKind.Object))
            {
                Refuse($"{field}.{count.Name}", "must be a number.");
            }
        }

        return map;
    }

    /// <summary>True or false.</summary>
    public bool? Flag(string field)
    {
        var value = Any(field);
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.True or JsonValueKind.False)
        {
            return value.ValueKind == JsonValueKind.Undefined ? null : value.GetBoolean();
        }

        Refuse(field, "must be true or false.");
        return null;
    }

    /// <summary>A whole number, as text.</summary>
    public string? Number(string field)
    {
        var value = Any(field);
        if (value.ValueKind == JsonValueKind.Undefined || (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _)))
        {
            return value.ValueKind == JsonValueKind.Undefined ? null : value.GetInt64().ToString(CultureInfo.InvariantCulture);
        }

        Refuse(field, "must be a whole number.");
        return null;
    }

    /// <summary>A list of words.</summary>
    public IReadOnlyList<string>? Words(string field)
    {
        var value = Any(field);
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        }

        Refuse(field, "must be a list of text.");
        return null;
    }
}
