using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tracehouse.Query.Sql;

namespace Tracehouse.Query.Traces;

/// <summary>The place behind a trace in a list, so that the next page begins there however much has come meanwhile.</summary>
public sealed record TraceCursor
{
    /// <summary>The order of the list that it belongs to.</summary>
    [JsonPropertyName("o")]
    public required string Order { get; init; }

    /// <summary>What the list is sorted by, of the last trace; empty when by time.</summary>
    [JsonPropertyName("v")]
    public string Value { get; init; } = "";

    /// <summary>When the last trace began.</summary>
    [JsonPropertyName("t")]
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>The last trace.</summary>
    [JsonPropertyName("i")]
    public required string TraceId { get; init; }

    /// <summary>As it stands in a query string.</summary>
    public override string ToString() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this, CursorJson.Default.TraceCursor));

    /// <summary>False when the text is no cursor of a list in that order; then <paramref name="fault"/> says so.</summary>
    public static bool TryParse(string name, string text, TraceOrder order, out TraceCursor? cursor, out string fault)
    {
        (cursor, fault) = (null, "");
        if (text.Length == 0)
        {
            return true;
        }

        try
        {
            cursor = JsonSerializer.Deserialize(Base64Url.DecodeFromChars(text), CursorJson.Default.TraceCursor);
        }
        catch (Exception cause) when (cause is FormatException or JsonException)
        {
            // It was not made here; told below.
        }

        if (cursor?.Order == order.Text && (!order.IsByNumber || TryNumber(cursor.Value, out _)))
        {
            return true;
        }

        fault = $"Parameter '{name}' is no cursor of this list; take the next_cursor of an answer with the same sort.";
        return false;
    }

    internal void AddTo(Conditions sql, TraceOrder order)
    {
        var direction = order.IsDescending ? '<' : '>';
        var (time, id) = (sql.Bind(StartTime), sql.Bind(TraceId));
        if (order.IsByTime)
        {
            sql.And($"start_time {direction}= {time} AND (start_time != {time} OR trace_id {direction} {id})");
            return;
        }

        var value = order.IsByNumber && TryNumber(Value, out var number) ? sql.Bind(number) : sql.Bind(Value);
        sql.And($"{order.Value} {direction} {value} OR ({order.Value} = {value} AND (start_time < {time} OR (start_time = {time} AND trace_id < {id})))");
    }

    /// <summary>A number as the store writes it, which has words of its own for what is not known.</summary>
    private static bool TryNumber(string text, out double number)
    {
        number = text == "inf" ? double.PositiveInfinity : double.NegativeInfinity;
        return text is "inf" or "-inf" || double.TryParse(text, CultureInfo.InvariantCulture, out number);
    }
}

[JsonSerializable(typeof(TraceCursor))]
internal sealed partial class CursorJson : JsonSerializerContext;
