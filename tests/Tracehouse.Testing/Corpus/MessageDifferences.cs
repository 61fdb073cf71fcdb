using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Records;

namespace Tracehouse.Testing.Corpus;

/// <summary>Compares stored messages with those expected.</summary>
public static class MessageDifferences
{
    public static void Add(List<string> found, string name, JsonElement expected, Utf8Text messages)
    {
        var actual = CorpusDifferences.Parse(messages)?.AsArray() ?? [];
        if (expected.ValueKind == JsonValueKind.Null)
        {
            CorpusDifferences.Differ(found, name, null, actual.Count == 0 ? null : messages.ToString());
            return;
        }

        if (expected.GetArrayLength() != actual.Count)
        {
            found.Add($"{name}: expected {expected.GetArrayLength()} messages, got {messages}");
            return;
        }

        foreach (var (index, message) in expected.EnumerateArray().Index())
        {
            Compare(found, $"{name}[{index}]", message, actual[index]!);
        }
    }

    private static void Compare(List<string> found, string name, JsonElement expected, JsonNode actual)
    {
        CorpusDifferences.Differ(found, name + ".role", expected.GetProperty("role").GetString(), (string?)actual["role"]);
        if (expected.TryGetProperty("text", out var text))
        {
            CorpusDifferences.Differ(found, name + ".text", text.GetString(), TextOf(actual["content"]));
        }

        if (expected.TryGetProperty("toolCallId", out var id))
        {
            CorpusDifferences.Differ(found, name + ".toolCallId", id.GetString(), (string?)actual["tool_call_id"]);
        }

        var calls = expected.TryGetProperty("toolCalls", out var list) ? list.EnumerateArray().ToList() : [];
        var made = actual["tool_calls"]?.AsArray() ?? [];
        CorpusDifferences.Differ(found, name + ".toolCalls", calls.Count.ToString(), made.Count.ToString());
        foreach (var (call, given) in calls.Zip(made))
        {
            CorpusDifferences.Differ(found, name + ".id", call.GetProperty("id").GetString(), (string?)given!["id"]);
            CorpusDifferences.Differ(found, name + ".name", call.GetProperty("name").GetString(), (string?)given["function"]!["name"]);
            var arguments = JsonNode.Parse((string)given["function"]!["arguments"]!);
            if (!JsonNode.DeepEquals(JsonNode.Parse(call.GetProperty("args").GetRawText()), arguments))
            {
                found.Add($"{name}.args: got {arguments}");
            }
        }
    }

    private static string TextOf(JsonNode? content) => content switch
    {
        null => "",
        JsonArray parts => string.Concat(parts.Select(part => (string?)part!["text"])),
        _ => (string)content!,
    };
}
