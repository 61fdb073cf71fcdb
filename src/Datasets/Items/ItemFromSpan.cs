using System.Text.Json;
using Tracehouse.Query.Traces;
using Tracehouse.Records;

namespace Tracehouse.Datasets.Items;

/// <summary>Makes an example of what a span recorded.</summary>
public sealed class ItemFromSpan(GetSpan question)
{
    /// <summary>
    /// An item that is not saved yet, with what went in, what came out, and where it comes from; what came out is also what is expected, to be changed
    /// by whoever knows better. Null when there is no such span.
    /// </summary>
    /// <param name="project">Whose span.</param>
    /// <param name="traceId">The trace.</param>
    /// <param name="spanId">The span; empty for the root of the trace.</param>
    /// <param name="datasetId">Where the item shall go.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<DatasetItem?> MakeAsync(ProjectId project, string traceId, string spanId, string datasetId, CancellationToken stop)
    {
        if (await question.AskAsync(project, traceId, spanId, stop) is not { } span)
        {
            return null;
        }

        var output = Said(span.OutputMessages, span.OutputText, isAnswer: true);
        return new DatasetItem
        {
            DatasetId = datasetId,
            Input = Said(span.InputMessages, span.InputText, isAnswer: false),
            Output = output,
            ExpectedOutput = output,
            SourceTraceId = span.TraceId,
            SourceSpanId = span.SpanId,
        };
    }

    /// <summary>Messages where there are any, one as itself where it is an answer; else the text, which may be JSON of its own.</summary>
    private static JsonElement? Said(string messages, string text, bool isAnswer) => (messages.Length > 0 ? FromText(messages) : (JsonElement?)null) switch
    {
        { ValueKind: JsonValueKind.Array } list when isAnswer && list.GetArrayLength() == 1 => list[0],
        { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() > 0 => list,
        { ValueKind: JsonValueKind.Object } one => one,
        _ => text.Length > 0 ? FromText(text) : null,
    };

    private static JsonElement FromText(string text)
    {
        try
        {
            if (text[0] is '{' or '[')
            {
                using var document = JsonDocument.Parse(text);
                return document.RootElement.Clone();
            }
        }
        catch (JsonException)
        {
            // Text that only looks like JSON is text.
        }

        return JsonSerializer.SerializeToElement(text, DatasetJson.Default.String);
    }
}
