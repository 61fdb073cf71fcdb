using System.Text.Json.Serialization;

namespace Tracehouse.Query.Traces;

/// <summary>What one log has told of a span.</summary>
internal sealed record SpanLog
{
    [JsonPropertyName("input_text")]
    public string InputText { get => SaidText.OfInput(field, InputMessages); init; } = "";

    [JsonPropertyName("output_text")]
    public string OutputText { get => SaidText.OfOutput(field, OutputMessages); init; } = "";

    [JsonPropertyName("input_messages")]
    public string InputMessages { get; init; } = "";

    [JsonPropertyName("output_messages")]
    public string OutputMessages { get; init; } = "";

    /// <summary>The span with what its logs say, in the order of their time.</summary>
    public static TraceDetail Join(TraceDetail span, IReadOnlyList<SpanLog> logs) => span with
    {
        InputText = logs.Count > 0 ? Texts(logs.Select(log => log.InputText)) : span.InputText,
        OutputText = logs.Count > 0 ? Texts(logs.Select(log => log.OutputText)) : span.OutputText,
        InputMessages = Lists(logs.Select(log => log.InputMessages)),
        OutputMessages = Lists(logs.Select(log => log.OutputMessages)),
    };

    /// <inheritdoc cref="Join(TraceDetail, IReadOnlyList{SpanLog})"/>
    public static SpanContent Join(SpanContent span, IReadOnlyList<SpanLog> logs) => span with
    {
        InputText = Texts(logs.Select(log => log.InputText)),
        OutputText = Texts(logs.Select(log => log.OutputText)),
        InputMessages = Lists(logs.Select(log => log.InputMessages)),
        OutputMessages = Lists(logs.Select(log => log.OutputMessages)),
    };

    private static string Texts(IEnumerable<string> texts) => string.Join("\n\n", texts.Where(text => text.Length > 0));

    private static string Lists(IEnumerable<string> lists)
    {
        var items = lists.Select(list => list.Trim()).Where(list => list.Length > 2 && list[0] == '[' && list[^1] == ']').Select(list => list[1..^1]).ToList();
        return items.Count == 0 ? "" : $"[{string.Join(',', items)}]";
    }
}
