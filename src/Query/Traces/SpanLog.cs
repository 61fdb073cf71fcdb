using System.Text.Json.Serialization;

namespace Tracehouse.Query.Traces;

/// <summary>What one log has told of a span.</summary>
internal sealed record SpanLog
{
    /// <summary>What ingest writes among the parameters of a span whose messages it has from logs.</summary>
    private const string FromLogs = "\"_from_logs\":true";

    [JsonPropertyName("input_text")]
    public string InputText { get => SaidText.OfInput(field, InputMessages); init; } = "";

    [JsonPropertyName("output_text")]
    public string OutputText { get => SaidText.OfOutput(field, OutputMessages); init; } = "";

    [JsonPropertyName("input_messages")]
    public string InputMessages { get; init; } = "";

    [JsonPropertyName("output_messages")]
    public string OutputMessages { get; init; } = "";

    /// <summary>When it was written, in microseconds.</summary>
    [JsonPropertyName("time")]
    public long Time { get; init; }

    /// <summary>Whether logs may say more of a span than the span itself: where it says nothing of one side, and where it has from logs what it says.</summary>
    public static bool MayTell(string inputMessages, string outputMessages, string parameters) =>
        inputMessages.Length == 0 || outputMessages.Length == 0 || parameters.Contains(FromLogs, StringComparison.Ordinal);

    /// <summary>The span with what its logs say.</summary>
    public static TraceDetail Join(TraceDetail span, IReadOnlyList<SpanLog> logs) => span with
    {
        InputText = Texts(logs.Select(log => log.InputText), span.InputText),
        OutputText = Texts(logs.Select(log => log.OutputText), span.OutputText),
        InputMessages = LogMessages.Join(span.InputMessages, logs.Select(log => (log.Time, log.InputMessages))),
        OutputMessages = LogMessages.Join(span.OutputMessages, logs.Select(log => (log.Time, log.OutputMessages))),
    };

    /// <inheritdoc cref="Join(TraceDetail, IReadOnlyList{SpanLog})"/>
    public static SpanContent Join(SpanContent span, IReadOnlyList<SpanLog> logs) => span with
    {
        InputText = Texts(logs.Select(log => log.InputText), span.InputText),
        OutputText = Texts(logs.Select(log => log.OutputText), span.OutputText),
        InputMessages = LogMessages.Join(span.InputMessages, logs.Select(log => (log.Time, log.InputMessages))),
        OutputMessages = LogMessages.Join(span.OutputMessages, logs.Select(log => (log.Time, log.OutputMessages))),
    };

    private static string Texts(IEnumerable<string> texts, string own) => string.Join("\n\n", texts.Where(text => text.Length > 0)) is { Length: > 0 } told ? told : own;
}
