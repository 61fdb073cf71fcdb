using System.Globalization;
using System.Text;
using System.Text.Json;
using Tracehouse.Ingest.GenAi.Messages;

namespace Tracehouse.Vendors.OpenTracy.Importing;

/// <summary>Reads the fields of a trace by any of the names that OpenTracy's API, documents and table have for them, and notes which were read.</summary>
internal sealed class ItemFields(JsonElement item, DateTimeOffset now)
{
    private const double SecondsMost = 1e11;
    private const double MillisecondsMost = 1e14;

    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>What nobody has asked for, and what says something.</summary>
    public IEnumerable<JsonProperty> Others => item.EnumerateObject().Where(property => !_read.Contains(property.Name) && !SaysNothing(property.Value));

    /// <summary>The first that is there and not empty.</summary>
    public JsonElement Get(params ReadOnlySpan<string> names)
    {
        JsonElement found = default;
        foreach (var name in names)
        {
            if (item.TryGetProperty(name, out var value))
            {
                _read.Add(name);
                found = found.ValueKind == JsonValueKind.Undefined && !IsEmpty(value) ? value : found;
            }
        }

        return found;
    }

    public string? Text(params ReadOnlySpan<string> names) => Get(names) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    /// <summary>A number that is not negative; ClickHouse writes large ones as text.</summary>
    public double? Number(params ReadOnlySpan<string> names)
    {
        var value = Get(names);
        var isRead = value.ValueKind == JsonValueKind.Number ? value.TryGetDouble(out var number)
            : double.TryParse(value.ValueKind == JsonValueKind.String ? value.GetString() : null, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        return isRead && double.IsFinite(number) && number >= 0 ? number : null;
    }

    public bool Flag(params ReadOnlySpan<string> names) => Get(names) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.Number } number => number.TryGetDouble(out var value) && value != 0,
        { ValueKind: JsonValueKind.String } text => text.GetString() is "1" or "true" or "True",
        _ => false,
    };

    /// <summary>A time as text, without a zone in UTC, or as a number of seconds or milliseconds. False for what is none; null when none is given.</summary>
    public bool TryTime(out DateTimeOffset? time, params ReadOnlySpan<string> names)
    {
        time = null;
        var value = Get(names);
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            return true;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number is >= 0 and < MillisecondsMost)
        {
            time = DateTimeOffset.UnixEpoch.AddTicks((long)(number * (number < SecondsMost ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMillisecond)));
            return true;
        }

        var isRead = value.ValueKind == JsonValueKind.String
            & DateTimeOffset.TryParse(value.ValueKind == JsonValueKind.String ? value.GetString() : null, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsed);
        time = isRead && parsed >= DateTimeOffset.UnixEpoch && parsed.Year < now.Year + 100 ? parsed : null;
        return time is not null;
    }

    /// <summary>JSON that stands as text, as in OpenTracy's table, or as itself; undefined when there is none.</summary>
    public JsonElement Json(params ReadOnlySpan<string> names)
    {
        var value = Get(names);
        if (value.ValueKind != JsonValueKind.String || value.GetString() is not ['[' or '{', ..] text)
        {
            return value;
        }

        try
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            HalfCharacters.Mend(bytes);
            using var document = JsonDocument.Parse(bytes);
            return IsEmpty(document.RootElement) ? default : document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return value;
        }
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => true,
        JsonValueKind.String => value.ValueEquals(""),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.GetPropertyCount() == 0,
        _ => false,
    };

    /// <summary>The table has a value in each column, most of which mean that there is none.</summary>
    private static bool SaysNothing(JsonElement value) => IsEmpty(value)
        || (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number is 0 or -1)
        || (value.ValueKind == JsonValueKind.String && (value.ValueEquals("[]") || value.ValueEquals("{}") || value.ValueEquals("0")));
}
