using System.Text.Json;
using Tracehouse.Ingest.GenAi.Fields;
using Tracehouse.Ingest.GenAi.Messages;
using Tracehouse.Ingest.GenAi.Words;
using Tracehouse.Ingest.Spans;
using Tracehouse.Records;

namespace Tracehouse.Ingest.GenAi.Contents;

/// <summary>Reads one value as messages where it has some, as text where not.</summary>
internal sealed class ValueReader(SpanKind kind)
{
    private bool IsModel => kind == SpanKind.Generation;

    /// <summary>Whether the last value read is wholly in what was made of it.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Of what form the last value was whose one message it became: <c>text</c>, <c>message</c>, <c>messages</c> or <c>parts</c>; empty for a list of messages.</summary>
    public string Form { get; private set; } = "";

    public Content Read(AttributeValue value, bool isOutput, Field source = Field.GenAiInput)
    {
        (IsWhole, Form) = (true, "");
        if (value.IsEmpty)
        {
            return Content.None;
        }

        var text = value.AsString() is { } given ? JsonQuotes.Remove(given) : null;
        using var json = text is null ? JsonText.Parse(value) : JsonText.Parse(text);
        if (json is null)
        {
            return OfText(text ?? "", isOutput);
        }

        var root = json.RootElement;
        if (kind == SpanKind.Tool)
        {
            return isOutput ? OfText(ToolOutput(root), isOutput) : OfText(ToolInput(root, source), isOutput);
        }

        var messages = CanHoldMessages(root, source) ? ConversationForms.Read(root, isOutput ? "assistant" : "user") : null;
        if (messages is null)
        {
            return OfText(text ?? root.GetRawText(), isOutput);
        }

        // An object that wraps messages says more than they do.
        IsWhole = root.ValueKind != JsonValueKind.Object || root.GetPropertyCount() == 1 || MessageForms.IsMessage(root) || source == Field.AiPrompt;
        Form = root.ValueKind == JsonValueKind.Array ? TextOfParts.AreParts(root) ? "parts" : "" : MessageForms.IsMessage(root) ? "message" : root.TryGetProperty("messages", out _) ? "messages" : "";
        return Content.Of(messages);
    }

    /// <summary>Messages that were gathered; of a tool, only what they say.</summary>
    public Content AsSaid(List<ChatMessage> messages) => kind != SpanKind.Tool
        ? Content.Of(messages)
        : Content.Of(string.Join("\n\n", messages.Select(TextOf).Where(text => text.Length > 0)));

    public ChatMessage Instructions(AttributeValue value)
    {
        using var json = JsonText.Parse(value);
        if (json is not null)
        {
            return ConversationForms.System(json.RootElement);
        }

        var message = new ChatMessage("system");
        message.AddText(value.AsString() ?? "");
        return message;
    }

    public bool TryCalls(AttributeValue value, ChatMessage message)
    {
        using var json = JsonText.Parse(value);
        if (json is null || json.RootElement.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (var call in json.RootElement.EnumerateArray())
        {
            message.Calls.Add(PartForms.Call(call));
        }

        return true;
    }

    /// <summary>Texts, each in quotes of JSON.</summary>
    public Content Texts(AttributeValue value) => Content.Of(value.AsArray() is { } list
        ? string.Join("\n\n", list.Select(item => JsonQuotes.Remove(item.AsString() ?? item.ToString())))
        : JsonQuotes.Remove(value.AsString() ?? ""));

    public string Json(AttributeValue value) => value.AsString() ?? value.ToString();

    /// <summary>Of a whole conversation, what came before the last answer, or that answer.</summary>
    public Content Half(AttributeValue value, bool isOutput)
    {
        using var json = JsonText.Parse(value);
        if (json is null || ConversationForms.Read(json.RootElement, "user") is not { Count: > 0 } messages)
        {
            return Content.None;
        }

        var questions = messages[^1].Role == "assistant" ? messages.Count - 1 : messages.Count;
        return Content.Of(isOutput ? messages[questions..] : messages[..questions]);
    }

    /// <summary>Events that were put into one attribute.</summary>
    public Content Events(AttributeValue value, bool isOutput)
    {
        using var json = JsonText.Parse(value);
        if (json is null || json.RootElement.ValueKind != JsonValueKind.Array)
        {
            return Content.None;
        }

        var messages = new List<ChatMessage>();
        foreach (var item in json.RootElement.EnumerateArray())
        {
            var isChoice = JsonText.FirstText(item, "event.name") == "gen_ai.choice";
            if (item.ValueKind == JsonValueKind.Object && isChoice == isOutput)
            {
                MessageForms.Read(isChoice ? JsonText.Object(item, "message") ?? item : item, isOutput ? "assistant" : "user", messages);
            }
        }

        messages.ForEach(message => message.Others.Clear());
        return Content.Of(messages);
    }

    /// <summary>What went into other work than calls of models only counts as messages when it surely is.</summary>
    private bool CanHoldMessages(JsonElement root, Field source)
    {
        if (IsModel || source is Field.GenAiInput or Field.GenAiOutput or Field.AiPrompt or Field.AiPromptMessages or Field.MastraInput or Field.MastraOutput)
        {
            return true;
        }

        var first = root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 ? root[0] : root;
        return first.ValueKind == JsonValueKind.Object && (MessageForms.IsMessage(first) || JsonText.Array(first, "messages") is not null);
    }

    private Content OfText(string text, bool isOutput)
    {
        if (!IsModel || text.Length == 0)
        {
            return Content.Of(text);
        }

        Form = "text";
        var message = new ChatMessage(isOutput ? "assistant" : "user");
        message.AddText(text);
        return message.IsEmpty ? Content.None : Content.Of([message]);
    }

    /// <summary>Decorators of OpenLLMetry write arguments as a function of Python takes them.</summary>
    private string ToolInput(JsonElement root, Field source)
    {
        if (source != Field.EntityInput || JsonText.Array(root, "args") is not { } given)
        {
            return root.ValueKind == JsonValueKind.Array && ConversationForms.Read(root, "user") is { Count: > 0 } messages ? Joined(messages) : root.GetRawText();
        }

        IsWhole = false;
        var named = JsonText.Object(root, "kwargs");
        return given.GetArrayLength() == 0 && named is { } byName ? byName.GetRawText()
            : given.GetArrayLength() == 1 && (named is null || named.Value.GetPropertyCount() == 0) ? ResultForms.Unquoted(given[0])
            : root.GetRawText();
    }

    private static string ToolOutput(JsonElement root) =>
        (MessageForms.IsMessage(root) || (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 && MessageForms.IsMessage(root[0])))
            && ConversationForms.Read(root, "tool") is { Count: > 0 } messages ? Joined(messages) : ResultForms.Flat(root);

    private static string Joined(List<ChatMessage> messages) => string.Join("\n\n", messages.Select(TextOf).Where(text => text.Length > 0));

    private static string TextOf(ChatMessage message) => message.Parts.Count > 0
        ? string.Join("\n\n", message.Parts.Select(part => part.Text ?? part.Json))
        : string.Join("\n\n", message.Calls.Select(call => call.Arguments));
}
