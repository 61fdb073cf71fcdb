using System.Text.Json.Nodes;

namespace Tracehouse.Tests.Vendors.NeuralTrust;

/// <summary>Bodies as version 1.4.0 of NeuralTrust's SDK sends them: all eighteen fields, most of them null.</summary>
internal static class EventBody
{
    public const string Interaction = "7d3f1c52-8a1e-4f0e-9c55-0b8f7a1f2e01";
    public const string Message = "1f0c9a4e-2b9d-4c0c-8f6e-5b1d0a7c3e02";

    public static string Of(string task, string id, string? parent = null, string changes = "{}")
    {
        var body = new JsonObject
        {
            ["type"] = "traces", ["task"] = task, ["trace_id"] = id, ["parent_id"] = parent, ["interaction_id"] = Interaction, ["conversation_id"] = "conversation-9",
            ["session_id"] = "session-4", ["channel_id"] = "web", ["input"] = null, ["output"] = null, ["feedback_tag"] = null, ["feedback_text"] = null,
            ["start_timestamp"] = 1763712000000, ["end_timestamp"] = 1763712002000, ["latency"] = null, ["custom"] = "None",
            ["user"] = new JsonObject { ["user_id"] = "u-77", ["user_email"] = null, ["user_phone"] = null },
            ["metadata"] = new JsonObject { ["user_agent"] = null, ["timezone"] = "Europe/Madrid", ["device"] = "mobile", ["locale"] = "es_ES" },
        };
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
        {
            body[name] = value?.DeepClone();
        }

        return body.ToJsonString();
    }
}
