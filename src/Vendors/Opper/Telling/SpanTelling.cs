using System.Text.Json;
using Tracehouse.Ingest.Parts;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Telling;

/// <summary>What is said of a span at once, by whatever names the generations have for it. What is null is not said.</summary>
internal sealed record SpanTelling
{
    public string? Name { get; init; }

    public string? Parent { get; init; }

    public DateTimeOffset? Start { get; init; }

    public DateTimeOffset? End { get; init; }

    /// <summary>Any word of the caller's.</summary>
    public string? Type { get; init; }

    public string? Error { get; init; }

    public JsonElement Input { get; init; }

    public JsonElement Output { get; init; }

    public JsonElement Meta { get; init; }

    public int? Score { get; init; }

    /// <summary>Labels, as <c>name:value</c>.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>The function that was called.</summary>
    public string? Function { get; init; }

    /// <summary>Reads it. The faults are those of the fields.</summary>
    public static SpanTelling Read(Fields fields) => new()
    {
        Name = fields.Text("name"),
        Parent = fields.Id("parent_id", "parent_uuid", "parent_span_id"),
        Start = fields.Time("start_time"),
        End = fields.Time("end_time"),
        Type = fields.Text("type"),
        Error = fields.Text("error"),
        Input = fields.Any("input"),
        Output = fields.Any("output"),
        Meta = fields.Map("meta", "metadata"),
        Score = fields.Whole("score", int.MinValue, int.MaxValue),
        Tags = Labels(fields.Map("tags")),
    };

    /// <summary>The labels of a map of tags.</summary>
    public static IReadOnlyList<string>? Labels(JsonElement map) => map.ValueKind != JsonValueKind.Object
        ? null
        : [.. map.EnumerateObject().Select(tag => $"{tag.Name}:{(tag.Value.ValueKind == JsonValueKind.String ? tag.Value.GetString() : tag.Value.GetRawText())}")];

    /// <summary>The same as a part of a span.</summary>
    public PartBuilder ToPart()
    {
        var part = new PartBuilder().Name(Name).Parent(Parent).Start(Start).End(End).Failed(Error is { Length: > 0 } ? true : null).Metadata(Meta).Tags(Tags)
            .Content("langfuse.observation.input", Input)
            .Content("langfuse.observation.output", Output)
            .Attribute("langfuse.observation.status_message", Error)
            .Attribute(OpperWords.Type, Type)
            .Attribute(OpperWords.Score, Score)
            .Attribute(OpperWords.Function, Function)
            .Attribute(OpperWords.HasEnded, End is null ? null : true)
            .Attribute("langfuse.observation.type", Type is null ? null : OpperWords.KindOf(Type));
        Form(part, OpperWords.InputForm, Input);
        Form(part, OpperWords.OutputForm, Output);
        return part;
    }

    private static void Form(PartBuilder part, string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Undefined)
        {
            part.Attribute(name, value.ValueKind == JsonValueKind.String ? OpperWords.Text : OpperWords.Json);
        }
    }
}
