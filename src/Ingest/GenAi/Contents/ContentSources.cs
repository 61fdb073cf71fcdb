using Tracehouse.Ingest.GenAi.Fields;
using Tracehouse.Records;

namespace Tracehouse.Ingest.GenAi.Contents;

/// <summary>Where what went into a span and came out of it is looked for, first to last. Calls of models have messages; other work has values.</summary>
internal static class ContentSources
{
    private static readonly Field[] ModelInput =
    [
        Field.LangfuseInput, Field.GenAiInput, Field.DetailEvents, Field.FlatMessages, Field.AiPromptMessages, Field.FlatPrompts, Field.MessageEventList,
        Field.AgentMessages, Field.MessageEvents, Field.MlflowInput, Field.GenkitInput, Field.AdkInput, Field.GenAiPrompt, Field.WholeEvents,
        Field.MastraInput, Field.AiPrompt, Field.InputValue, Field.EntityInput, Field.LaminarInput,
    ];

    private static readonly Field[] ModelOutput =
    [
        Field.LangfuseOutput, Field.GenAiOutput, Field.DetailEvents, Field.FlatMessages, Field.AiText, Field.AiObject, Field.FlatPrompts, Field.MessageEventList,
        Field.AgentMessages, Field.MessageEvents, Field.MlflowOutput, Field.GenkitOutput, Field.AdkOutput, Field.GenAiCompletion, Field.WholeEvents,
        Field.MastraOutput, Field.OutputValue, Field.EntityOutput, Field.LaminarOutput, Field.AgentResult,
    ];

    private static readonly Field[] WorkInput =
    [
        Field.LangfuseInput, Field.EmbeddedText, Field.InputValue, Field.EntityInput, Field.LaminarInput, Field.MastraInput, Field.GenkitInput, Field.MlflowInput,
        Field.AiPrompt, Field.AiValues, Field.AiPromptMessages, Field.ToolArguments, Field.GenAiInput, Field.DetailEvents, Field.FlatMessages, Field.FlatPrompts,
        Field.MessageEventList, Field.AgentMessages, Field.AdkInput, Field.GenAiPrompt, Field.WholeEvents, Field.Query, Field.EmbeddedTexts,
    ];

    private static readonly Field[] WorkOutput =
    [
        Field.LangfuseOutput, Field.OutputValue, Field.EntityOutput, Field.LaminarOutput, Field.MastraOutput, Field.GenkitOutput, Field.MlflowOutput, Field.AiText,
        Field.AiObject, Field.ToolResult, Field.GenAiOutput, Field.DetailEvents, Field.FlatMessages, Field.FlatPrompts, Field.MessageEventList, Field.AgentResult,
        Field.AgentMessages, Field.AdkOutput, Field.GenAiCompletion, Field.WholeEvents, Field.Documents, Field.FlatDocuments,
    ];

    private static readonly Field[] ToolInput = [Field.ToolArguments, .. WorkInput];
    private static readonly Field[] ToolOutput = [Field.ToolResult, .. WorkOutput];
    private static readonly Field[] SearchOutput = [Field.Documents, Field.FlatDocuments, .. WorkOutput];

    public static ReadOnlySpan<Field> Input(SpanKind kind) => kind switch
    {
        SpanKind.Generation => ModelInput,
        SpanKind.Tool => ToolInput,
        _ => WorkInput,
    };

    public static ReadOnlySpan<Field> Output(SpanKind kind) => kind switch
    {
        SpanKind.Generation => ModelOutput,
        SpanKind.Tool => ToolOutput,
        SpanKind.Retriever => SearchOutput,
        _ => WorkOutput,
    };
}
