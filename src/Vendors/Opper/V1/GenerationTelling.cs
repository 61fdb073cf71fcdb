using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Ingest.Parts;
using Tracehouse.Vendors.Opper.Telling;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.V1;

/// <summary>What is said of a call of a model that was made without us.</summary>
internal sealed record GenerationTelling(string Parent, string? Model, DateTimeOffset? Start, double? Milliseconds, JsonElement Input, JsonElement Output, string? Error)
{
    private double? InputTokens { get; init; }

    private double? OutputTokens { get; init; }

    private double? Cost { get; init; }

    public static GenerationTelling Read(Fields fields, string parent) => new(
        parent, fields.Text("model"), fields.Time("called_at"), fields.Number("duration_ms"), fields.Any("messages", "input"), fields.Any("response", "output"), fields.Text("error"))
    {
        InputTokens = fields.Number("prompt_tokens"),
        OutputTokens = fields.Number("completion_tokens"),
        Cost = fields.Number("cost"),
    };

    public PartBuilder ToPart() => new PartBuilder().Name(Model is null ? "generation" : $"chat {Model}").Parent(Parent).Start(Start).End(Start?.AddMilliseconds(Math.Clamp(Milliseconds ?? 0, 0, 1e12)))
        .Failed(Error is { Length: > 0 } ? true : null)
        .Content("langfuse.observation.input", Input)
        .Content("langfuse.observation.output", Output)
        .Attribute("langfuse.observation.status_message", Error)
        .Attribute("langfuse.observation.type", OpperWords.Generation)
        .Attribute("langfuse.observation.model.name", Model)
        .Attribute("langfuse.observation.usage_details", Map(("input", InputTokens), ("output", OutputTokens)))
        .Attribute("langfuse.observation.cost_details", Map(("total", Cost)))
        .Attribute(OpperWords.Type, OpperWords.Generation)
        .Attribute(OpperWords.HasEnded, true);

    private static string? Map(params ReadOnlySpan<(string Name, double? Value)> values)
    {
        var map = new JsonObject();
        foreach (var (name, value) in values)
        {
            if (value is not null)
            {
                map[name] = value;
            }
        }

        return map.Count > 0 ? map.ToJsonString() : null;
    }
}
