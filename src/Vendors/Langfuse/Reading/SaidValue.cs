using System.Text.Json;
using Tracehouse.Query.Traces;
using Tracehouse.Vendors.Langfuse.Filters;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>What went into a span and came out of it, as its sender gave it: JSON where it is JSON, and else text.</summary>
internal static class SaidValue
{
    private const string InputForm = "_input_form";
    private const string OutputForm = "_output_form";

    /// <summary>Null when nothing was said.</summary>
    public static JsonElement? Input(TraceDetail span) => Parse(InputText(span));

    /// <inheritdoc cref="Input"/>
    public static JsonElement? Output(TraceDetail span) => Parse(OutputText(span));

    /// <summary>The same as text; empty when nothing was said.</summary>
    public static string InputText(TraceDetail span) =>
        span.InputMessages.Length == 0 ? span.InputText : Given(span, "langfuse.observation.input") ?? Unwrap(span, InputForm, span.InputMessages);

    /// <inheritdoc cref="InputText"/>
    public static string OutputText(TraceDetail span) =>
        span.OutputMessages.Length == 0 ? span.OutputText : Given(span, "langfuse.observation.output") ?? Unwrap(span, OutputForm, span.OutputMessages);

    /// <summary>JSON where the text is JSON, else the text; null when there is none.</summary>
    public static JsonElement? Parse(string text) => text.Length == 0 ? null : Json(text) ?? JsonSerializer.SerializeToElement(text, ReadingJson.Readable.String);

    /// <inheritdoc cref="LooseJson.Parse"/>
    public static JsonElement? Json(string text) => LooseJson.Parse(text);

    /// <summary>What says more than the messages in it was kept whole.</summary>
    private static string? Given(TraceDetail span, string name) => TraceWords.Of(span, name) is { Length: > 0 } given ? given : null;

    /// <summary>Models are told messages, whatever was given; the form says what that was.</summary>
    private static string Unwrap(TraceDetail span, string form, string messages)
    {
        var given = TraceWords.Of(span, form);
        if (given.Length == 0 || Json(messages) is not { ValueKind: JsonValueKind.Array } list)
        {
            return messages;
        }

        if (given == "messages")
        {
            return $"{{\"messages\":{messages}}}";
        }

        if (list.GetArrayLength() != 1)
        {
            return messages;
        }

        return given switch
        {
            "text" or "parts" when list[0].TryGetProperty("content", out var content) => content.ValueKind == JsonValueKind.String ? content.GetString()! : content.GetRawText(),
            "message" => list[0].GetRawText(),
            _ => messages,
        };
    }
}
