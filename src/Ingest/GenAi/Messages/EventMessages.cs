using System.Text.Json;
using Tracehouse.Ingest.GenAi.Words;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Ingest.GenAi.Messages;

/// <summary>What the events of a span, and logs about it, say of its messages.</summary>
internal sealed class EventMessages
{
    private const string Details = "gen_ai.client.inference.operation.details";

    private readonly List<Said> _said = [];
    private readonly List<IncomingEvent> _others = [];

    public EventMessages(IReadOnlyList<IncomingEvent> events, IReadOnlyList<IncomingLog> logs)
    {
        foreach (var happened in events)
        {
            Sort(happened);
        }

        foreach (var log in logs)
        {
            Sort(new IncomingEvent { Name = log.EventName, Time = log.Time, Attributes = log.Attributes, Body = log.Body });
        }

        if (logs.Count > 0)
        {
            Order();
        }
    }

    /// <summary>Events that say nothing of messages.</summary>
    public IReadOnlyList<IncomingEvent> Others => _others;

    /// <summary>Events that say something of messages.</summary>
    public IEnumerable<IncomingEvent> AboutMessages => _said.Select(said => said.Event);

    public bool HasMessages => _said.Count > 0;

    /// <summary>The first value that an event of OpenTelemetry's newest kind has for this attribute.</summary>
    public AttributeValue Detail(string key)
    {
        foreach (var said in _said)
        {
            if (said.Event.Name == Details && said.Event.Attributes.Get(key) is { IsEmpty: false } value && value.AsString() is not ("[]" or "null"))
            {
                return value;
            }
        }

        return default;
    }

    /// <summary>The value of the oldest kind of event, which holds all that went in or out.</summary>
    public AttributeValue Whole(bool isOutput)
    {
        var (name, key) = isOutput ? ("gen_ai.content.completion", "gen_ai.completion") : ("gen_ai.content.prompt", "gen_ai.prompt");
        foreach (var said in _said)
        {
            if (said.Event.Name == name && said.Event.Attributes.Get(key) is { IsEmpty: false } value)
            {
                return value;
            }
        }

        return default;
    }

    /// <summary>The messages that came as an event each.</summary>
    public List<ChatMessage> Read(bool isOutput)
    {
        var messages = new List<ChatMessage>();
        foreach (var said in _said)
        {
            if (said.Role is not null && said.IsOutput == isOutput)
            {
                Read(said, messages);
            }
        }

        MessageOrder.PutAnswersAfterCalls(messages);
        return MessageOrder.JoinThoughts(messages);
    }

    private static string? RoleOf(string name) => name switch
    {
        "gen_ai.system.message" => "system",
        "gen_ai.user.message" => "user",
        "gen_ai.assistant.message" or "gen_ai.choice" => "assistant",
        "gen_ai.tool.message" => "tool",
        _ => null,
    };

    private void Sort(IncomingEvent happened)
    {
        var role = RoleOf(happened.Name);
        if (role is null && happened.Name is not (Details or "gen_ai.content.prompt" or "gen_ai.content.completion"))
        {
            _others.Add(happened);
        }
        else
        {
            _said.Add(new Said(happened, role, happened.Name == "gen_ai.choice"));
        }
    }

    /// <summary>Logs of one moment arrive in any order: instructions go first, and a question before what follows it, if there is only one.</summary>
    private void Order()
    {
        var ordered = _said.OrderBy(said => said.Event.Time).ThenBy(said => said.Role == "system" ? 0 : 1).ToList();
        _said.Clear();
        foreach (var moment in ordered.GroupBy(said => said.Event.Time))
        {
            var isOneQuestion = moment.Count(said => said.Role == "user") == 1;
            _said.AddRange(isOneQuestion ? moment.OrderBy(said => said.Role switch { "system" => 0, "user" => 1, _ => 2 }) : moment);
        }
    }

    private static void Read(Said said, List<ChatMessage> messages)
    {
        var happened = said.Event;
        var value = happened.Body is { IsEmpty: false } body ? body
            : happened.Attributes.Get("gen_ai.event.content") is { IsEmpty: false } content ? content
            : AttributeValue.From(happened.Attributes);
        using var json = JsonText.Parse(value);
        if (json is null)
        {
            var message = new ChatMessage(said.Role!);
            message.AddText(value.AsString() ?? "");
            messages.AddRange(message.IsEmpty ? [] : [message]);
            return;
        }

        var item = json.RootElement;
        var inner = said.IsOutput ? JsonText.First(item, "message") ?? item : item;
        var before = messages.Count;
        if (inner.ValueKind == JsonValueKind.String)
        {
            ReadText(JsonText.Of(inner), said.Role!, messages);
        }
        else if (JsonText.FirstText(inner, "content") is not { } text || JsonText.First(inner, "tool_calls") is not null || !TryReadParts(text, said.Role!, messages))
        {
            MessageForms.Read(inner, said.Role!, messages);
        }

        Complete(messages, before, item);
    }

    /// <summary>What stands beside the message belongs to it too.</summary>
    private static void Complete(List<ChatMessage> messages, int before, JsonElement item)
    {
        for (var index = before; index < messages.Count; index++)
        {
            messages[index].FinishReason ??= JsonText.FirstText(item, "finish_reason") is { } reason ? FinishReasons.Canonical(reason) : null;
            messages[index].ToolCallId ??= messages[index].Role == "tool" ? JsonText.FirstText(item, "id") : null;
            messages[index].Others.Clear();
        }
    }

    private static void ReadText(string text, string role, List<ChatMessage> messages)
    {
        if (!TryReadParts(text, role, messages))
        {
            var message = new ChatMessage(role);
            message.AddText(text);
            messages.AddRange(message.IsEmpty ? [] : [message]);
        }
    }

    private static bool TryReadParts(string text, string role, List<ChatMessage> messages)
    {
        using var json = text.StartsWith('[') ? JsonText.Parse(text) : null;
        if (json is null || !TextOfParts.AreParts(json.RootElement))
        {
            return false;
        }

        messages.AddRange(ConversationForms.Read(json.RootElement, role) ?? []);
        return true;
    }

    private readonly record struct Said(IncomingEvent Event, string? Role, bool IsOutput);
}
