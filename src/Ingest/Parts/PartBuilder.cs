using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Records;

namespace Tracehouse.Ingest.Parts;

/// <summary>Writes down one thing that was said of a span. What is null is left out.</summary>
public sealed class PartBuilder
{
    private readonly JsonObject _fields = [];
    private readonly JsonObject _attributes = [];

    /// <inheritdoc cref="PartFields.Name"/>
    public PartBuilder Name(string? name) => Set(PartFields.Name, name);

    /// <inheritdoc cref="PartFields.Parent"/>
    public PartBuilder Parent(string? spanId) => Set(PartFields.Parent, spanId);

    /// <inheritdoc cref="PartFields.Start"/>
    public PartBuilder Start(DateTimeOffset? time) => Set(PartFields.Start, Text(time));

    /// <inheritdoc cref="PartFields.StartOtherwise"/>
    public PartBuilder StartOtherwise(DateTimeOffset? time) => Set(PartFields.StartOtherwise, Text(time));

    /// <inheritdoc cref="PartFields.End"/>
    public PartBuilder End(DateTimeOffset? time) => Set(PartFields.End, Text(time));

    /// <summary>How it ended; null when nothing was said.</summary>
    public PartBuilder Failed(bool? hasFailed) => Set(PartFields.Status, hasFailed is null ? null : hasFailed.Value ? "error" : "ok");

    /// <inheritdoc cref="PartFields.Attributes"/>
    public PartBuilder Attribute(string name, JsonNode? value)
    {
        if (value is not null)
        {
            _attributes[name] = value.Parent is null ? value : value.DeepClone();
        }

        return this;
    }

    /// <summary>What went in or came out, as it was given: text as it is, anything else as JSON text.</summary>
    public PartBuilder Content(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => this,
        JsonValueKind.String => Attribute(name, value.GetString()),
        _ => Attribute(name, value.GetRawText()),
    };

    /// <summary>An object of attachments, or anything else, which is then kept under one name.</summary>
    public PartBuilder Metadata(JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
        {
            _fields[PartFields.Metadata] = value.ValueKind == JsonValueKind.Object ? LastWords.OfObject(value) : new JsonObject { ["metadata"] = LastWords.Of(value) };
        }

        return this;
    }

    /// <inheritdoc cref="PartFields.Kept"/>
    public PartBuilder Kept(KeptFacts facts)
    {
        _fields[PartFields.Kept] = facts.ToJson();
        return this;
    }

    /// <inheritdoc cref="PartFields.Tags"/>
    public PartBuilder Tags(IEnumerable<string>? tags)
    {
        if (tags is not null)
        {
            _fields[PartFields.Tags] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]);
        }

        return this;
    }

    /// <summary>The part of a span.</summary>
    public SpanPart Of(ProjectId project, TraceId trace, SpanId span, string id, DateTimeOffset time, bool isUpdate, string source)
    {
        if (_attributes.Count > 0)
        {
            _fields[PartFields.Attributes] = _attributes;
        }

        return new SpanPart
        {
            Project = project, TraceId = trace, SpanId = span, Id = id, Time = time, IsUpdate = isUpdate, Source = source, Fields = Utf8Text.From(_fields.ToJsonString()),
        };
    }

    /// <summary>What is said of the trace as a whole.</summary>
    public SpanPart OfTrace(ProjectId project, TraceId trace, string id, DateTimeOffset time, bool isUpdate, string source)
    {
        Set(PartFields.Kind, PartFields.TraceNote);
        return SpanId.TryParse(PartFields.TraceNote, out var note) ? Of(project, trace, note, id, time, isUpdate, source) : throw new InvalidOperationException();
    }

    private PartBuilder Set(string field, string? value)
    {
        if (value is not null)
        {
            _fields[field] = value;
        }

        return this;
    }

    private static string? Text(DateTimeOffset? time) => time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
