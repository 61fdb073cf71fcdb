using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Ingest.Parts;
using Tracehouse.Records;

namespace Tracehouse.Vendors.NeuralTrust;

/// <summary>Makes an event of what was sent, and repairs what the SDK has done to it: values printed by Python, times of other units, the word None for nothing.</summary>
internal sealed class EventReader(DateTimeOffset now)
{
    private const string Nothing = "None";

    /// <summary>Leaves text readable, since what is written here is kept and never a page.</summary>
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null when it is no event; then the fault names the field. Does not throw for anything that is JSON.</summary>
    public TracedEvent? Read(JsonElement body, out string fault)
    {
        fault = "";
        if (body.ValueKind != JsonValueKind.Object)
        {
            fault = "The body must be a JSON object with 'type', 'task' and the fields of an event.";
            return null;
        }

        if (Text(body, "task") is not { } task)
        {
            fault = "'task' is missing: what the event is, such as message, tool, agent, retrieval, generation, router, system, event or feedback.";
            return null;
        }

        foreach (var name in new[] { "trace_id", "parent_id", "interaction_id", "conversation_id", "session_id", "channel_id", "message_id" })
        {
            if (Text(body, name) is { } id && !SpanId.TryParse(id, out _))
            {
                fault = $"'{name}' must be text of 1 to {SpanId.LengthMax} visible characters.";
                return null;
            }
        }

        return TryReadTimes(body, out var start, out var end, out fault) ? Read(body, task, start, end) : null;
    }

    private TracedEvent Read(JsonElement body, string task, DateTimeOffset start, DateTimeOffset end)
    {
        var id = Text(body, "trace_id") ?? Guid.CreateVersion7(now).ToString();
        var conversation = Text(body, "conversation_id");
        var user = Parts(body, "user");
        return new TracedEvent
        {
            Task = task,
            InteractionId = Text(body, "interaction_id") ?? Text(body, "message_id") ?? Text(body, "parent_id") ?? id,
            EventId = id,
            ParentId = Text(body, "parent_id"),
            Start = start,
            End = end,
            Input = Said(body, "input"),
            Output = Said(body, "output"),
            FeedbackTag = Text(body, "feedback_tag"),
            FeedbackText = Text(body, "feedback_text"),
            ConversationId = conversation ?? Text(body, "session_id"),
            UserId = Word(user, "user_id") ?? Word(user, "id") ?? Text(body, "user_id") ?? Word(user, "user_email"),
            Metadata = Metadata(body, user),
        };
    }

    /// <summary>When it was. A latency that was given is more exact than times that were cut to seconds.</summary>
    private bool TryReadTimes(JsonElement body, out DateTimeOffset start, out DateTimeOffset end, out string fault)
    {
        (start, end, fault) = (now, now, "");
        if (!Moment.TryRead(Field(body, "start_timestamp"), out var first) || !Moment.TryRead(Field(body, "end_timestamp"), out var last) || !Moment.TryRead(Field(body, "timestamp"), out var single))
        {
            fault = "'start_timestamp' and 'end_timestamp' must be times: milliseconds since 1970, or text such as 2026-11-01T08:00:00Z.";
            return false;
        }

        first ??= single;
        if (Latency(body) is { } latency)
        {
            start = first ?? Before(last ?? now, latency);
            end = start + latency;
            return true;
        }

        start = first ?? last ?? now;
        end = last is { } known && known > start ? known : start;
        return true;
    }

    private static DateTimeOffset Before(DateTimeOffset end, TimeSpan latency) => end - DateTimeOffset.UnixEpoch > latency ? end - latency : DateTimeOffset.UnixEpoch;

    private static TimeSpan? Latency(JsonElement body) =>
        Field(body, "latency") is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var milliseconds) && milliseconds is >= 0 and < 1e12
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;

    private static JsonObject Metadata(JsonElement body, JsonObject? user)
    {
        var all = new JsonObject();
        Add(all, Parts(body, "metadata"));
        Add(all, Parts(body, "custom") ?? (Said(body, "custom") is { } custom ? new JsonObject { ["custom"] = custom } : null));
        Add(all, user);
        foreach (var name in new[] { "conversation_id", "session_id", "channel_id" })
        {
            if (Text(body, name) is { } value)
            {
                all[name] = value;
            }
        }

        return all;
    }

    private static void Add(JsonObject all, JsonObject? more)
    {
        foreach (var (name, value) in more ?? [])
        {
            if (value is not null && !(value is JsonValue word && word.TryGetValue<string>(out var text) && text.Length == 0))
            {
                all[name] = value.DeepClone();
            }
        }
    }

    /// <summary>An object, also one that came as text of JSON or Python; null for anything else.</summary>
    private static JsonObject? Parts(JsonElement body, string name) => Field(body, name) switch
    {
        { ValueKind: JsonValueKind.Object } given => LastWords.OfObject(given),
        { ValueKind: JsonValueKind.String } printed when PythonLiteral.TryReadCollection(printed.GetString()!, out var json) => json as JsonObject,
        _ => null,
    };

    /// <summary>What was said: text as it is, a printed value of Python as JSON.</summary>
    private static string? Said(JsonElement body, string name) => Field(body, name) switch
    {
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString() is not { Length: > 0 } said || said == Nothing ? null : Repaired(said),
        var other => other.GetRawText(),
    };

    private static string Repaired(string said) => !IsJson(said) && PythonLiteral.TryReadCollection(said, out var json) ? json!.ToJsonString(Readable) : said;

    private static bool IsJson(string text)
    {
        if (text.AsSpan().TrimStart() is not ['[' or '{', ..])
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? Word(JsonObject? map, string name) => map?[name] switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => text.Length > 0 && text != Nothing ? text : null,
        JsonValue other => other.ToJsonString(),
        _ => null,
    };

    private static string? Text(JsonElement body, string name) => Field(body, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString() is { Length: > 0 } word && word != Nothing ? word : null,
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    private static JsonElement Field(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value : default;
}
