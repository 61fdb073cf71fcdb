using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Records;

namespace Tracehouse.Testing.Corpus;

/// <summary>Compares one record with what is expected of its span.</summary>
public sealed class SpanDifferences(List<string> found, JsonElement span, SpanRecord record, bool counts)
{
    private static readonly HashSet<string> Elsewhere = ["ref", "parent", "spanId", "parentSpanId", "nth", "unsent", "computed", "optional", "tokensOnWire"];

    private readonly string _name = span.GetProperty("ref").GetString()!;
    private readonly HashSet<string> _skipped = CorpusDifferences.Skipped(span);
    private readonly JsonNode? _attributes = CorpusDifferences.Parse(record.Payload.Attributes);

    public void Add()
    {
        CorpusDifferences.Differ(found, $"{_name} parent", span.TryGetProperty("parentSpanId", out var parent) ? parent.GetString() : null, record.ParentSpanId?.Value);
        foreach (var field in span.EnumerateObject().Where(field => !Elsewhere.Contains(field.Name) && !_skipped.Contains(field.Name)))
        {
            if (!CompareFact(field) && !CompareWords(field) && !CompareContent(field))
            {
                found.Add($"{_name}: nobody compares {field.Name}");
            }
        }
    }

    private bool CompareFact(JsonProperty field)
    {
        var (expected, value) = (Text(field.Value), field.Value);
        switch (field.Name)
        {
            case "kind": Require(field, value.EnumerateArray().Any(kind => kind.GetString()!.Equals(record.Kind.ToString(), StringComparison.OrdinalIgnoreCase)), record.Kind.ToString()); break;
            case "countsUsage": Require(field, counts == value.GetBoolean() || (value.GetBoolean() && record.Usage is { Input: null or 0, Output: null or 0 }), counts.ToString()); break;
            case "error" when expected is null: Require(field, record.Status == SpanStatus.Success, record.Error?.ToString()); break;
            case "error": Require(field, record.Status == SpanStatus.Error && record.Error!.Message.Contains(expected, StringComparison.Ordinal), record.Error?.ToString()); break;
            case "tokens": CorpusDifferences.CompareTotals(found, $"{_name} tokens", value, [record.Usage], _skipped); break;
            case "cost": Check(field, record.Cost is { } cost ? $$"""{"in":{{Money(cost.InputUsd)}},"out":{{Money(cost.OutputUsd)}},"total":{{Money(cost.TotalUsd)}}}""" : null); break;
            case "prompt": Check(field, $$"""{"name":"{{record.PromptName}}","version":{{record.PromptVersion}}}"""); break;
            case "stream": Check(field, record.IsStream ? "true" : "false"); break;
            case "params": CompareParameters(field); break;
            case "metadata": Require(field, Holds(CorpusDifferences.Parse(record.Payload.Metadata), value), record.Payload.Metadata.ToString()); break;
            default: return false;
        }

        return true;
    }

    private bool CompareWords(JsonProperty field)
    {
        switch (field.Name)
        {
            case "name": Check(field, record.Name); break;
            case "errorType": Check(field, record.Error?.Type); break;
            case "level": Check(field, record.Level.ToString().ToUpperInvariant()); break;
            case "statusMessage": Check(field, record.Error?.Message); break;
            case "model": Check(field, record.ModelAsked); break;
            case "responseModel": Check(field, record.Model); break;
            case "provider": Check(field, record.Provider); break;
            case "finishReason": Check(field, record.FinishReason); break;
            case "toolName": Check(field, (string?)_attributes?["gen_ai.tool.name"] ?? record.Name); break;
            case "toolCallId": Check(field, (string?)_attributes?["gen_ai.tool.call.id"]); break;
            case "agentName": Check(field, (string?)_attributes?["gen_ai.agent.name"]); break;
            case "entityName": Check(field, (string?)_attributes?["traceloop.entity.name"]); break;
            case "functionId": Check(field, (string?)_attributes?["ai.telemetry.functionId"]); break;
            default: return false;
        }

        return true;
    }

    private bool CompareContent(JsonProperty field)
    {
        var payload = record.Payload;
        switch (field.Name)
        {
            case "toolArgs": RequireSame(field, payload.InputText); break;
            case "toolResult": RequireSame(field, payload.OutputText); break;
            case "toolResultText": Check(field, payload.OutputText.ToString()); break;
            case "inputText": RequireText(field, payload.InputText, payload.InputMessages); break;
            case "outputText": RequireText(field, payload.OutputText, payload.OutputMessages); break;
            case "images": Require(field, field.Value.EnumerateArray().All(image => payload.InputMessages.ToString().Contains(image.GetString()!, StringComparison.Ordinal)), payload.InputMessages.ToString()); break;
            case "documents": CompareDocuments(field); break;
            case "reasoningText": Check(field, (string?)CorpusDifferences.Parse(payload.OutputMessages)?.AsArray().FirstOrDefault()?["reasoning"]); break;
            case "input": MessageDifferences.Add(found, $"{_name} input", field.Value, payload.InputMessages); break;
            case "output": MessageDifferences.Add(found, $"{_name} output", field.Value, payload.OutputMessages); break;
            default: return false;
        }

        return true;
    }

    private void CompareDocuments(JsonProperty field)
    {
        var actual = CorpusDifferences.Parse(record.Payload.OutputText)?.AsArray();
        Require(field, actual?.Count == field.Value.GetArrayLength() && field.Value.EnumerateArray().Select((document, index) => Holds(actual[index], document)).All(holds => holds), record.Payload.OutputText.ToString());
    }

    private void CompareParameters(JsonProperty field)
    {
        var actual = CorpusDifferences.Parse(record.Payload.Parameters);
        foreach (var parameter in field.Value.EnumerateObject())
        {
            // A number of single precision is not quite what its sender wrote.
            var key = parameter.Name == "maxTokens" ? "max_tokens" : parameter.Name;
            Require(field, Math.Abs((double?)actual?[key] - parameter.Value.GetDouble() ?? 1) < 1e-6, actual?.ToJsonString());
        }
    }

    private void Check(JsonProperty field, string? actual) => CorpusDifferences.Differ(found, $"{_name} {field.Name}", Text(field.Value), actual);

    private void Require(JsonProperty field, bool isRight, string? actual)
    {
        if (!isRight)
        {
            found.Add($"{_name} {field.Name}: expected {Text(field.Value) ?? "nothing"}, got {actual ?? "nothing"}");
        }
    }

    private void RequireSame(JsonProperty field, Utf8Text json) => Require(field, JsonNode.DeepEquals(JsonNode.Parse(field.Value.GetRawText()), CorpusDifferences.Parse(json)), json.ToString());

    private void RequireText(JsonProperty field, Utf8Text text, Utf8Text messages) => Require(
        field, text.ToString().Contains(field.Value.GetString()!, StringComparison.Ordinal) || messages.ToString().Contains(field.Value.GetString()!, StringComparison.Ordinal), text.ToString());

    private static bool Holds(JsonNode? actual, JsonElement expected) =>
        expected.EnumerateObject().All(field => JsonNode.DeepEquals(actual?[field.Name], JsonNode.Parse(field.Value.GetRawText())));

    private static string Money(decimal usd) => (usd / 1.000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Null => null,
        JsonValueKind.Object or JsonValueKind.Array => JsonSerializer.Serialize(JsonNode.Parse(value.GetRawText())),
        _ => value.GetRawText(),
    };
}
