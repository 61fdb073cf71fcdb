using System.Globalization;
using System.Text.Json;
using Tracehouse.Records;

namespace Tracehouse.Ingest.Scores;

/// <summary>Makes a score of what was sent, or says what is wrong with it.</summary>
internal sealed class ScoreReader(ScoresOptions options, ProjectId project, DateTimeOffset now)
{
    private static readonly DateTimeOffset Latest = new(2299, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Null when it is no score; then the fault says why. Does not throw.</summary>
    public ScoreRecord? Read(JsonElement item, out string fault)
    {
        try
        {
            var body = item.ValueKind == JsonValueKind.Object ? item.Deserialize(ScoresJson.Default.ScoreBody) : null;
            fault = body is null ? "A score is a JSON object." : FaultOf(body);
            return fault.Length == 0 ? Read(body!, out fault) : null;
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            fault = $"This is no score: {cause.Message}";
            return null;
        }
    }

    /// <summary>What is wrong with its words; empty when nothing is.</summary>
    private string FaultOf(ScoreBody body)
    {
        if (string.IsNullOrEmpty(body.Name))
        {
            return "'name' is missing: what is judged, such as correctness.";
        }

        if (body.TraceId is null == body.SessionId is null || (body.SpanId is not null && body.TraceId is null))
        {
            return "A score belongs to one of: a trace ('trace_id'), a span of it ('trace_id' and 'span_id'), or a session ('session_id').";
        }

        foreach (var (name, id) in new[] { ("id", body.Id), ("trace_id", body.TraceId), ("span_id", body.SpanId), ("session_id", body.SessionId) })
        {
            if (id is not null && !SpanId.TryParse(id, out _))
            {
                return $"'{name}' must have 1 to {SpanId.LengthMax} visible characters.";
            }
        }

        foreach (var (name, word) in new[]
            { ("name", body.Name), ("source", body.Source), ("author", body.Author), ("config_id", body.ConfigId), ("environment", body.Environment) })
        {
            if (word?.Length > options.WordCharactersMax)
            {
                return $"'{name}' may have {options.WordCharactersMax} characters (Scores:WordCharactersMax).";
            }
        }

        return body.Comment?.Length > options.TextCharactersMax ? $"'comment' may have {options.TextCharactersMax} characters (Scores:TextCharactersMax)." : "";
    }

    private ScoreRecord? Read(ScoreBody body, out string fault)
    {
        if (!TryReadTime(body.Timestamp, out var time))
        {
            fault = $"'timestamp' must be a time such as 2026-11-01T08:00:00Z, from 1970 to 2298.";
            return null;
        }

        if (!TryReadMetadata(body.Metadata, out var metadata))
        {
            fault = $"'metadata' must be a JSON object of at most {options.TextCharactersMax} characters (Scores:TextCharactersMax).";
            return null;
        }

        if (!TryReadValue(body, out var type, out var value, out var text, out fault))
        {
            return null;
        }

        return new ScoreRecord
        {
            Project = project,
            Id = body.Id ?? Guid.CreateVersion7(now).ToString("N"),
            TraceId = TraceId.TryParse(body.TraceId, out var trace) ? trace : null,
            SpanId = SpanId.TryParse(body.SpanId, out var span) ? span : null,
            SessionId = body.SessionId,
            Name = body.Name!,
            Type = type,
            Value = value,
            StringValue = text,
            Source = string.IsNullOrEmpty(body.Source) ? "api" : body.Source,
            Author = body.Author,
            Comment = body.Comment,
            ConfigId = body.ConfigId,
            Environment = body.Environment,
            Metadata = metadata,
            Time = time,
        };
    }

    private bool TryReadTime(string? text, out DateTimeOffset time)
    {
        time = now;
        return text is null
            || (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time)
                && time >= DateTimeOffset.UnixEpoch && time < Latest);
    }

    private bool TryReadMetadata(JsonElement given, out string? metadata)
    {
        metadata = given.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : given.GetRawText();
        return metadata is null || (given.ValueKind == JsonValueKind.Object && metadata.Length <= options.TextCharactersMax);
    }

    private bool TryReadValue(ScoreBody body, out ScoreType type, out double? value, out string? text, out string fault)
    {
        (value, text, fault) = (null, null, "");
        if (!TryReadType(body, out type))
        {
            fault = $"'data_type' is \"{body.DataType}\"; it must be numeric, categorical, boolean or text.";
            return false;
        }

        var given = body.Value;
        switch (type)
        {
            case ScoreType.Numeric when given.ValueKind == JsonValueKind.Number && double.IsFinite(given.GetDouble()):
                value = given.GetDouble();
                return true;
            case ScoreType.Boolean when IsTrue(given) is { } isTrue:
                (value, text) = isTrue ? (1, "True") : (0, "False");
                return true;
            case ScoreType.Categorical or ScoreType.Text when given.ValueKind == JsonValueKind.String:
                text = given.GetString()!;
                var (most, setting) = type == ScoreType.Text ? (options.TextCharactersMax, "TextCharactersMax") : (options.WordCharactersMax, "WordCharactersMax");
                fault = text.Length == 0 ? "'value' is empty." : text.Length > most ? $"'value' may have {most} characters (Scores:{setting})." : "";
                return fault.Length == 0;
            default:
                fault = $"'value' of a {type.ToString().ToLowerInvariant()} score must be {Form(type)}.";
                return false;
        }
    }

    private static bool TryReadType(ScoreBody body, out ScoreType type)
    {
        (var isKnown, type) = body.DataType switch
        {
            "numeric" => (true, ScoreType.Numeric),
            "categorical" => (true, ScoreType.Categorical),
            "boolean" => (true, ScoreType.Boolean),
            "text" => (true, ScoreType.Text),
            null => (true, TypeOf(body.Value)),
            _ => (false, default),
        };
        return isKnown;
    }

    private static ScoreType TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => ScoreType.Boolean,
        JsonValueKind.String => ScoreType.Categorical,
        _ => ScoreType.Numeric,
    };

    private static bool? IsTrue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when value.GetDouble() is 0 or 1 => value.GetDouble() == 1,
        _ => null,
    };

    private static string Form(ScoreType type) => type switch
    {
        ScoreType.Numeric => "a number",
        ScoreType.Boolean => "true, false, 1 or 0",
        _ => "text",
    };
}
