using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracehouse.Vendors.Langfuse.Http;

/// <summary>Times as JavaScript writes them, <c>2026-11-01T08:00:00.000Z</c>; any ISO 8601 time is read.</summary>
internal sealed class IsoTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var time)
            ? time
            : throw new JsonException("This must be a time such as 2026-11-01T08:00:00.000Z.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));

    /// <summary>A time as text.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The time that text says, without a zone in UTC.</summary>
    public static bool TryParse(string? text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time) && time >= DateTimeOffset.UnixEpoch;
}
