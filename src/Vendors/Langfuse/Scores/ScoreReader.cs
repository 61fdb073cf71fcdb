using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Tracehouse.Ingest.Parts;
using Tracehouse.Ingest.Scores;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Scores;

/// <summary>Makes a score of what was sent, or says which field is wrong.</summary>
internal sealed class ScoreReader(ScoreConfigs configs, IOptions<ScoresOptions> options)
{
    private static readonly string[] DataTypes = ["NUMERIC", "CATEGORICAL", "BOOLEAN", "TEXT", OwnWords.Correction];
    private static readonly string[] Sources = ["API", "ANNOTATION", "EVAL"];

    private readonly int _textMax = options.Value.TextCharactersMax;

    /// <summary>Null when a field is wrong. Throws <see cref="StoreUnavailableException"/> when its config cannot be read.</summary>
    /// <param name="project">Whose it is.</param>
    /// <param name="body">What was sent.</param>
    /// <param name="idOtherwise">Its id, where it brings none.</param>
    /// <param name="time">When it was given, where it does not say.</param>
    /// <param name="stop">Gives up.</param>
    public async ValueTask<(ScoreRecord? Score, string Fault)> ReadAsync(ProjectId project, JsonElement body, string idOtherwise, DateTimeOffset time, CancellationToken stop)
    {
        var fields = new JsonFields(body);
        var configId = fields.Text("configId");
        var config = configId is null ? null : await configs.FindAsync(project, configId, stop);
        if (configId is not null && config is not { IsArchived: false })
        {
            fields.Refuse("configId", config is null ? $"is '{configId}', which is no score config of this project." : $"is '{configId}', which is archived.");
        }

        var dataType = DataTypeOf(fields, config);
        var score = new ScoreRecord
        {
            Project = project,
            Id = fields.Text("id") is { Length: > 0 } id ? id : idOtherwise,
            Name = NameOf(fields, dataType, config),
            Type = ScoreType.Numeric,
            Time = fields.Time("timestamp") ?? time,
            Source = SourceOf(fields),
            Author = fields.Text("authorUserId"),
            Comment = Limited(fields, "comment"),
            ConfigId = configId,
            Environment = EnvironmentName.Of(fields.Text("environment")),
        };
        if (!SpanId.TryParse(score.Id, out _))
        {
            fields.Refuse("id", $"must be 1 to {SpanId.LengthMax} visible characters.");
        }

        score = WithSubject(score, fields, dataType);
        var value = ScoreValue.Read(fields.Any("value"), dataType, config, _textMax, out var fault);
        score = score with { Type = value.Type, Value = value.Number, StringValue = value.Text, Metadata = MetadataOf(fields, dataType) };
        fault = fields.Fault.Length > 0 ? fields.Fault : fault;
        return fault.Length > 0 ? (null, fault) : (score, "");
    }

    private static string DataTypeOf(JsonFields fields, ScoreConfig? config)
    {
        var given = fields.Text("dataType");
        if (given is not null && !DataTypes.Contains(given))
        {
            fields.Refuse("dataType", $"must be one of {string.Join(", ", DataTypes)}.");
        }
        else if (given is not null && config is not null && given != config.DataType)
        {
            fields.Refuse("dataType", $"is {given}, and the score config says {config.DataType}.");
        }

        return given ?? config?.DataType ?? ScoreValue.TypeOf(fields.Any("value"));
    }

    private static string NameOf(JsonFields fields, string dataType, ScoreConfig? config)
    {
        var name = dataType == OwnWords.Correction ? "output" : config?.Name ?? fields.Text("name");
        if (string.IsNullOrEmpty(name))
        {
            fields.Refuse("name", "is missing: what is judged, such as correctness.");
        }

        return name ?? "";
    }

    private static string SourceOf(JsonFields fields)
    {
        var source = fields.Text("source") ?? "API";
        if (!Sources.Contains(source))
        {
            fields.Refuse("source", $"must be one of {string.Join(", ", Sources)}.");
        }

        return source.ToLowerInvariant();
    }

    private static ScoreRecord WithSubject(ScoreRecord score, JsonFields fields, string dataType)
    {
        var (trace, observation, session, run) = (fields.Text("traceId"), fields.Text("observationId"), fields.Text("sessionId"), fields.Text("datasetRunId"));
        if (new[] { trace, session, run }.Count(id => id is not null) != 1)
        {
            fields.Refuse("traceId", "or 'sessionId' or 'datasetRunId' must be there, and only one of them.");
        }
        else if (observation is not null && trace is null)
        {
            fields.Refuse("observationId", "needs 'traceId' beside it.");
        }
        else if (dataType == OwnWords.Correction && trace is null)
        {
            fields.Refuse("traceId", "is missing; a correction belongs to a trace or an observation.");
        }

        if (trace is not null && !TraceId.TryParse(trace, out _))
        {
            fields.Refuse("traceId", $"must be 1 to {TraceId.LengthMax} visible characters.");
        }

        return score with
        {
            TraceId = TraceId.TryParse(trace, out var traceId) ? traceId : null,
            SpanId = SpanId.TryParse(observation, out var spanId) ? spanId : null,
            SessionId = session,
        };
    }

    private string? Limited(JsonFields fields, string name)
    {
        var text = fields.LongText(name);
        if (text?.Length > _textMax)
        {
            fields.Refuse(name, $"may have {_textMax} characters (Scores:TextCharactersMax).");
        }

        return text;
    }

    private string? MetadataOf(JsonFields fields, string dataType)
    {
        var given = fields.Any("metadata");
        var map = given.ValueKind switch
        {
            JsonValueKind.Undefined => [],
            JsonValueKind.Object => LastWords.OfObject(given),
            _ => new JsonObject { ["metadata"] = LastWords.Of(given) },
        };
        Add(OwnWords.Queue, fields.Text("queueId"));
        Add(OwnWords.Run, fields.Text("datasetRunId"));
        Add(OwnWords.DataType, dataType == OwnWords.Correction ? dataType : null);
        var json = map.Count > 0 ? map.ToJsonString() : null;
        if (json?.Length > _textMax)
        {
            fields.Refuse("metadata", $"may have {_textMax} characters (Scores:TextCharactersMax).");
        }

        return json;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                map[name] = value;
            }
        }
    }
}
