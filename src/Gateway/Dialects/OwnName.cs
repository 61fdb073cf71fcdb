using System.Text.Json;
using Tracehouse.Payloads;

namespace Tracehouse.Gateway.Dialects;

/// <summary>How they are found.</summary>
internal static class OwnName
{
    /// <summary>The one that the reader stands on, the name of a property; hardly any answer has one.</summary>
    public static OwnNames At(ref Utf8JsonReader reader) =>
        !reader.ValueIsEscaped && reader.ValueSpan is not [(byte)'_' or (byte)'c' or (byte)'t', ..] ? OwnNames.None
        : JsonText.Is(ref reader, "cost"u8) ? OwnNames.Cost
        : JsonText.Is(ref reader, "_cost"u8) ? OwnNames.TotalCost
        : JsonText.Is(ref reader, "_latency_ms"u8) ? OwnNames.Latency
        : JsonText.Is(ref reader, "_routing"u8) ? OwnNames.Routing
        : JsonText.Is(ref reader, "trace_id"u8) ? OwnNames.TraceId
        : OwnNames.None;

    /// <summary>All of an object that is known to be whole.</summary>
    public static OwnNames In(ReadOnlySpan<byte> json)
    {
        var found = OwnNames.None;
        var reader = new Utf8JsonReader(json, JsonText.Deep);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            found |= At(ref reader);
            reader.Read();
            reader.Skip();
        }

        return found;
    }
}
