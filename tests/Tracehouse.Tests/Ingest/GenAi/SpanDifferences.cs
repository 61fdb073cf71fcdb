using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Records;

namespace Tracehouse.Tests.Ingest.GenAi;

/// <summary>Compares one record with what is expected of its span.</summary>
internal static class SpanDifferences
{
    private static readonly HashSet<string> Elsewhere = ["ref", "parent", "spanId", "parentSpanId", "nth", "unsent", "computed", "optional", "tokensOnWire"];

    public static void Add(List<string> found, JsonElement span, SpanRecord record, bool counts)
    {
        var skipped = CorpusDifferences.Skipped(span);
        var attributes = CorpusDifferences.Parse(record.Payload.Attributes);
        var name = span.GetProperty("ref").GetString()!;
        CorpusDifferences.Differ(found, $"{name} parent", span.TryGetProperty("parentSpanId", out var parent) ? parent.GetString() : null, record.ParentSpanId?.Value);
        foreach (var field in span.EnumerateObject().Where(field => !Elsewhere.Contains(field.Name) && !skipped.Contains(field.Name)))
        {
            var (expected, value) = (Text(field.Value), field.Value);
            switch (field.Name)
            {
                case "name": Check(record.Name); break;
                case "kind": Require(value.EnumerateArray().Any(kind => kind.GetString()!.Equals(record.Kind.ToString(), StringComparison.OrdinalIgnoreCase)), record.Kind.ToString()); break;
                case "countsUsage": Require(counts == value.GetBoolean() || (value.GetBoolean() && record.Usage is { Input: null or 0, Output: null or 0 }), counts.ToString()); break;
                case "error": Require(expected is null ? record.Status == SpanStatus.Success : record.Status == SpanStatus.Error && record.Error!.Message.Contains(expected, StringComparison.Ordinal), record.Error?.ToString()); break;
                case "errorType": Check(record.Error?.Type); break;
                case "level": Check(record.Level.ToString().ToUpperInvariant()); break;
                case "statusMessage": Check(record.Error?.Message); break;
                case "model": Check(record.ModelAsked); break;
                case "responseModel": Check(record.Model); break;
                case "provider": Check(record.Provider); break;
                case "finishReason": Check(record.FinishReason); break;
                case "stream": Check(record.IsStream ? "true" : "false"); break;
                case "tokens": CorpusDifferences.CompareTotals(found, $"{name} tokens", value, [record.Usage], skipped); break;
                case "cost": Check(record.Cost is { } cost ? $$"""{"in":{{Money(cost.InputUsd)}},"out":{{Money(cost.OutputUsd)}},"total":{{Money(cost.TotalUsd)}}}""" : null); break;
                case "prompt": Check($$"""{"name":"{{record.PromptName}}","version":{{record.PromptVersion}}}"""); break;
                case "params": CheckParameters(value); break;
                case "metadata": Require(Holds(CorpusDifferences.Parse(record.Payload.Metadata), value), record.Payload.Metadata.ToString()); break;
                case "toolName": Check((string?)attributes?["gen_ai.tool.name"] ?? record.Name); break;
                case "toolCallId": Check((string?)attributes?["gen_ai.tool.call.id"]); break;
                case "agentName": Check((string?)attributes?["gen_ai.agent.name"]); break;
                case "entityName": Check((string?)attributes?["traceloop.entity.name"]); break;
                case "functionId": Check((string?)attributes?["ai.telemetry.functionId"]); break;
                case "toolArgs": RequireSame(record.Payload.InputText); break;
                case "toolResult": RequireSame(record.Payload.OutputText); break;
                case "toolResultText": Check(record.Payload.OutputText.ToString()); break;
                case "inputText": RequireText(record.Payload.InputText, record.Payload.InputMessages); break;
                case "outputText": RequireText(record.Payload.OutputText, record.Payload.OutputMessages); break;
                case "images": Require(value.EnumerateArray().All(image => record.Payload.InputMessages.ToString().Contains(image.GetString()!, StringComparison.Ordinal)), record.Payload.InputMessages.ToString()); break;
                case "documents": RequireDocuments(); break;
                case "reasoningText": Check((string?)CorpusDifferences.Parse(record.Payload.OutputMessages)?[0]?["reasoning"]); break;
                case "input": MessageDifferences.Add(found, $"{name} input", value, record.Payload.InputMessages); break;
                case "output": MessageDifferences.Add(found, $"{name} output", value, record.Payload.OutputMessages); break;
                default: found.Add($"{name}: nobody compares {field.Name}"); break;
            }

            void Check(string? actual) => CorpusDifferences.Differ(found, $"{name} {field.Name}", expected, actual);

            void Require(bool isRight, string? actual)
            {
                if (!isRight)
                {
                    found.Add($"{name} {field.Name}: expected {expected ?? "nothing"}, got {actual ?? "nothing"}");
                }
            }

            void RequireSame(Utf8Text json) => Require(JsonNode.DeepEquals(JsonNode.Parse(value.GetRawText()), CorpusDifferences.Parse(json)), json.ToString());

            void RequireText(Utf8Text text, Utf8Text messages) =>
                Require(text.ToString().Contains(expected!, StringComparison.Ordinal) || messages.ToString().Contains(expected!, StringComparison.Ordinal), text.ToString());

            void RequireDocuments()
            {
                var actual = CorpusDifferences.Parse(record.Payload.OutputText)?.AsArray();
                Require(actual?.Count == value.GetArrayLength() && value.EnumerateArray().Select((document, index) => Holds(actual[index], document)).All(holds => holds), record.Payload.OutputText.ToString());
            }

            void CheckParameters(JsonElement parameters)
            {
                var actual = CorpusDifferences.Parse(record.Payload.Parameters);
                foreach (var parameter in parameters.EnumerateObject())
                {
                    var key = parameter.Name == "maxTokens" ? "max_tokens" : parameter.Name;
                    Require(Math.Abs((double?)actual?[key] - parameter.Value.GetDouble() ?? 1) < 1e-6, actual?.ToJsonString());
                }
            }
        }
    }

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
