using Tracehouse.Ingest.GenAi.Fields;
using Tracehouse.Ingest.GenAi.Messages;
using Tracehouse.Records;

namespace Tracehouse.Ingest.GenAi.Contents;

/// <summary>Reads what went into a span and what came out of it from the first place that has something.</summary>
internal sealed class ContentReader(SpanDraft draft, EventMessages events, SpanKind kind, int flatMessagesMax)
{
    private const string InputKey = "gen_ai.input.messages";
    private const string OutputKey = "gen_ai.output.messages";

    private readonly ValueReader _values = new(kind);

    /// <summary>Whether the events were needed, so that they need not be kept as such.</summary>
    public bool UsedEvents { get; private set; }

    /// <summary>Of what form the input was before it became messages, where its sender may ask for it as it was; else empty.</summary>
    public string InputForm { get; private set; } = "";

    /// <inheritdoc cref="InputForm"/>
    public string OutputForm { get; private set; } = "";

    /// <summary>Whether messages were left as attributes, because there were too many.</summary>
    public bool IsCut { get; private set; }

    public Content ReadInput() => WithInstructions(Read(ContentSources.Input(kind), isOutput: false));

    public Content ReadOutput() => Read(ContentSources.Output(kind), isOutput: true);

    private Content Read(ReadOnlySpan<Field> sources, bool isOutput)
    {
        foreach (var source in sources)
        {
            if (Read(source, isOutput) is { IsEmpty: false } content)
            {
                return content;
            }
        }

        return Content.None;
    }

    private Content Read(Field source, bool isOutput) => source switch
    {
        Field.FlatMessages => ReadFlat(isOutput ? Group.OutputMessages : Group.InputMessages, isOutput),
        Field.FlatPrompts => ReadFlat(isOutput ? Group.Completions : Group.Prompts, isOutput),
        Field.DetailEvents => events.HasMessages ? FromEvents(_values.Read(events.Detail(isOutput ? OutputKey : InputKey), isOutput)) : Content.None,
        Field.WholeEvents => events.HasMessages ? FromEvents(_values.Read(events.Whole(isOutput), isOutput)) : Content.None,
        Field.MessageEventList => events.HasMessages ? FromEvents(_values.AsSaid(events.Read(isOutput))) : Content.None,
        Field.AiText => ReadAnswer(),
        Field.AiValues => draft.Has(source) ? Used(source, _values.Texts(draft.Value(source))) : Content.None,
        Field.AgentMessages => draft.Has(source) ? _values.Half(draft.Value(source), isOutput) : Content.None,
        Field.MessageEvents => draft.Has(source) ? _values.Events(draft.Value(source), isOutput) : Content.None,
        Field.Documents => draft.Has(source) ? Used(source, Content.Of(_values.Json(draft.Value(source)))) : Content.None,
        Field.FlatDocuments => ReadDocuments(),
        Field.EmbeddedTexts => ReadEmbedded(),
        _ => ReadValue(source, isOutput),
    };

    private Content ReadValue(Field source, bool isOutput)
    {
        if (!draft.Has(source))
        {
            return Content.None;
        }

        var content = _values.Read(draft.Value(source), isOutput, source);
        if (content.Messages.Count > 0 && source == Field.LangfuseInput)
        {
            InputForm = _values.Form;
        }
        else if (content.Messages.Count > 0 && source == Field.LangfuseOutput)
        {
            OutputForm = _values.Form;
        }

        return _values.IsWhole ? Used(source, content) : content;
    }

    private Content Used(Field source, Content content)
    {
        if (!content.IsEmpty)
        {
            draft.Use(source);
        }

        return content;
    }

    private Content FromEvents(Content content)
    {
        UsedEvents |= !content.IsEmpty;
        return content;
    }

    /// <summary>Instructions that stand apart become the first message, unless the messages have some.</summary>
    private Content WithInstructions(Content content)
    {
        var given = draft.Has(Field.GenAiSystem) ? draft.Value(Field.GenAiSystem)
            : events.HasMessages ? events.Detail("gen_ai.system_instructions") : default;
        if (given.IsEmpty || content.Messages.Count == 0 && kind != SpanKind.Generation)
        {
            return content;
        }

        var isThere = content.Messages.Any(message => message.Role is "system" or "developer");
        var system = _values.Instructions(given);
        draft.Use(Field.GenAiSystem);
        UsedEvents |= !draft.Has(Field.GenAiSystem);
        return isThere || system.IsEmpty ? content : Content.Of([system, .. content.Messages]);
    }

    /// <summary>Vercel's SDK gives text, thoughts and calls apart.</summary>
    private Content ReadAnswer()
    {
        if (!draft.Has(Field.AiText) && !draft.Has(Field.AiToolCalls) && !draft.Has(Field.AiReasoning))
        {
            return Content.None;
        }

        var message = new ChatMessage("assistant");
        message.AddReasoning(draft.Read(Field.AiReasoning));
        draft.Use(Field.AiReasoning);
        message.AddText(draft.Value(Field.AiText).AsString() ?? "");
        draft.Use(Field.AiText);
        if (draft.Has(Field.AiToolCalls) && _values.TryCalls(draft.Value(Field.AiToolCalls), message))
        {
            draft.Use(Field.AiToolCalls);
        }

        return message.IsEmpty ? Content.None : Content.Of([message]);
    }

    private Content ReadFlat(Group group, bool isOutput)
    {
        if (draft.Grouped.Count == 0)
        {
            return Content.None;
        }

        var flat = new FlatMessages(flatMessagesMax, isOutput ? "assistant" : "user");
        PrefixRule? rule = null;
        foreach (var entry in draft.Grouped)
        {
            // Numbers of two conventions do not mean the same messages.
            if (entry.Rule.Group == group && (rule ??= entry.Rule) == entry.Rule && flat.TryAdd(entry.Rest, entry.Value))
            {
                draft.Use(entry.Place);
            }
        }

        IsCut |= flat.IsCut;
        return flat.IsEmpty ? Content.None : _values.AsSaid(flat.Build());
    }

    private Content ReadDocuments()
    {
        var documents = new FlatDocuments(flatMessagesMax);
        foreach (var entry in draft.Grouped)
        {
            if (entry.Rule.Group == Group.Documents && documents.TryAdd(entry.Rest, entry.Value))
            {
                draft.Use(entry.Place);
            }
        }

        IsCut |= documents.IsCut;
        return documents.IsEmpty ? Content.None : Content.Of(documents.ToJson());
    }

    private Content ReadEmbedded()
    {
        var texts = new SortedDictionary<int, string>();
        foreach (var entry in draft.Grouped)
        {
            var path = entry.Rest;
            if (entry.Rule.Group == Group.Embeddings && texts.Count < flatMessagesMax && FlatMessages.TryIndex(ref path, out var index) && path is "embedding.text"
                && entry.Value.AsString() is { Length: > 0 } text && texts.TryAdd(index, text))
            {
                draft.Use(entry.Place);
            }
        }

        return Content.Of(string.Join("\n\n", texts.Values));
    }
}
