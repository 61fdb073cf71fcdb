using System.Text.Json;
using Tracehouse.Vendors.Opper.Telling;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Calls;

/// <summary>What a model is asked to do, whichever generation asks.</summary>
internal sealed record CallRequest
{
    public required string Name { get; init; }

    public string? Instructions { get; init; }

    /// <summary>A JSON Schema; undefined when the answer is text.</summary>
    public JsonElement OutputSchema { get; init; }

    public JsonElement InputSchema { get; init; }

    public JsonElement Input { get; init; }

    /// <summary>Messages to send as they are, instead of the input.</summary>
    public JsonElement Messages { get; init; }

    /// <summary>The models to ask, the next where one fails.</summary>
    public IReadOnlyList<CallModel> Models { get; init; } = [];

    public IReadOnlyList<CallExample> Examples { get; init; } = [];

    public string? ParentSpanId { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public int? AttemptsMax { get; init; }

    public int FewShotCount { get; init; }

    /// <summary>Parameters of the model, as an object.</summary>
    public JsonElement Parameters { get; init; }

    public bool IsStream { get; init; }

    /// <summary>Reads it. The faults are those of the fields.</summary>
    public static CallRequest Read(Fields fields, string? name = null)
    {
        var configuration = new CallConfiguration(fields.Map("configuration"));
        return new CallRequest
        {
            Name = name ?? fields.Required("name", "what the call is called"),
            Instructions = fields.Text("instructions"),
            InputSchema = fields.Map("input_schema"),
            OutputSchema = fields.Map("output_schema", "out_schema"),
            Input = fields.Any("input"),
            Messages = fields.Any("messages"),
            Models = CallModel.ReadAll(fields),
            Examples = CallExample.ReadAll(fields),
            ParentSpanId = fields.Id("parent_span_id", "parent_span_uuid"),
            Tags = SpanTelling.Labels(fields.Map("tags")),
            AttemptsMax = configuration.Whole("structured_generation", "max_attempts"),
            FewShotCount = configuration.Whole("few_shot", "count") ?? 0,
            Parameters = configuration.Parameters(fields),
            IsStream = fields.Flag("stream") ?? false,
        };
    }

    /// <summary>The same, with what a function says where the request says nothing.</summary>
    public CallRequest Or(CallRequest function) => this with
    {
        Name = function.Name,
        Instructions = Instructions ?? function.Instructions,
        InputSchema = InputSchema.ValueKind == JsonValueKind.Undefined ? function.InputSchema : InputSchema,
        OutputSchema = OutputSchema.ValueKind == JsonValueKind.Undefined ? function.OutputSchema : OutputSchema,
        Models = Models.Count > 0 ? Models : function.Models,
        Examples = Examples.Count > 0 ? Examples : function.Examples,
        AttemptsMax = AttemptsMax ?? function.AttemptsMax,
        FewShotCount = FewShotCount > 0 ? FewShotCount : function.FewShotCount,
        Parameters = Parameters.ValueKind == JsonValueKind.Undefined ? function.Parameters : Parameters,
    };
}
