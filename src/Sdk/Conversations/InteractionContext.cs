using System.Diagnostics;
using System.Text.Json.Nodes;
using Tracehouse.Observations;

namespace Tracehouse.Conversations;

/// <summary>What all steps of an interaction have in common.</summary>
internal sealed record InteractionContext(
    string TraceId, string? ConversationId, string? SessionId, string? ChannelId, IReadOnlyList<KeyValuePair<string, object?>> Metadata, InteractionUser? User)
{
    /// <summary>The thread of the conversation is what the server calls a session.</summary>
    public void WriteTo(Activity activity)
    {
        activity.SetKnown(AttributeNames.Session, ConversationId ?? SessionId);
        activity.SetKnown(AttributeNames.User, User?.Id ?? User?.Email);
        activity.SetEach(AttributeNames.Metadata, Metadata);
        foreach (var (name, value) in Words())
        {
            activity.SetKnown(AttributeNames.Metadata + name, value);
        }
    }

    /// <summary>What a user thought, as an event of NeuralTrust's API, which makes a score of it.</summary>
    public JsonObject ToFeedback(string id, string? parentId, string tag, string? text, DateTimeOffset time)
    {
        var milliseconds = time.ToUnixTimeMilliseconds();
        return new JsonObject
        {
            ["type"] = "traces", ["task"] = "feedback", ["trace_id"] = id, ["interaction_id"] = TraceId, ["parent_id"] = parentId, ["feedback_tag"] = tag, ["feedback_text"] = text,
            ["start_timestamp"] = milliseconds, ["end_timestamp"] = milliseconds, ["user"] = new JsonObject { ["user_id"] = User?.Id ?? User?.Email },
        };
    }

    private IEnumerable<KeyValuePair<string, string?>> Words() =>
    [
        new("user_id", User?.Id), new("user_email", User?.Email), new("user_phone", User?.Phone),
        new("conversation_id", ConversationId), new("session_id", SessionId), new("channel_id", ChannelId),
    ];
}
