using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Datasets.Items;
using Tracehouse.Records;
using Tracehouse.Vendors.Opper.Telling;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Functions;

/// <summary>Examples: the items of a dataset that each function has, by its name.</summary>
internal sealed class ExampleBook(DatasetBook datasets, SpanBook book)
{
    private const int ComparedMax = 1_000;
    private const string Prefix = "functions/";

    /// <summary>The dataset of a function, made when there is none.</summary>
    public async Task<Dataset> OfFunctionAsync(ProjectId project, string function, CancellationToken stop) =>
        await datasets.FindByNameAsync(project, Prefix + function, stop) ?? await datasets.SaveAsync(project, new Dataset { Name = Prefix + function, Description = $"Examples of the function {function}." }, stop);

    /// <summary>Makes an example of a span: in the dataset of this name, else in that of the function it called. Null when there is no such span.</summary>
    public async Task<DatasetItem?> SaveSpanAsync(ProjectId project, TraceId trace, string span, string? datasetName, string? comment, CancellationToken stop)
    {
        if (await book.GetAsync(project, span, stop) is not { } found)
        {
            return null;
        }

        var told = new SpanTold(found);
        var dataset = datasetName is null
            ? await OfFunctionAsync(project, told.Function ?? found.Name, stop)
            : await datasets.FindByNameAsync(project, datasetName, stop) ?? await datasets.SaveAsync(project, new Dataset { Name = datasetName }, stop);
        var output = Element(told.Output(found.OutputText, found.OutputMessages));
        var item = new DatasetItem
        {
            DatasetId = dataset.Id,
            Input = Element(told.Input(found.InputText, found.InputMessages)),
            Output = output,
            ExpectedOutput = output,
            Comment = comment,
            SourceTraceId = trace.Value,
            SourceSpanId = span,
        };
        return (await datasets.SaveItemsAsync(project, [item], stop))[0];
    }

    /// <summary>The examples that share most words with a text, the nearest first.</summary>
    public async Task<IReadOnlyList<DatasetItem>> NearestAsync(ProjectId project, string datasetId, string text, int limit, CancellationToken stop)
    {
        var items = (await datasets.ListItemsAsync(new ItemQuery(project, datasetId) { Limit = ComparedMax }, stop)).Items.Where(item => !item.IsArchived).ToList();
        var asked = Words(text);
        return [.. items.OrderByDescending(item => Likeness(asked, Words(Text(item.Input) ?? ""))).Take(limit)];
    }

    /// <summary>An item as Opper's clients read it: everything is text.</summary>
    public static JsonObject ToEntry(DatasetItem item) => new()
    {
        ["id"] = item.Id,
        ["uuid"] = item.Id,
        ["input"] = Text(item.Input) ?? "",
        ["output"] = Text(item.Output) ?? "",
        ["expected"] = Text(item.ExpectedOutput),
        ["comment"] = item.Comment,
    };

    public static string? Text(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => other.GetRawText(),
    };

    private static JsonElement? Element(JsonNode? node) => node is null ? null : JsonElement.Parse(Answers.Text(node));

    private static double Likeness(HashSet<string> one, HashSet<string> other)
    {
        var shared = one.Count(other.Contains);
        return shared == 0 ? 0 : (double)shared / (one.Count + other.Count - shared);
    }

    private static HashSet<string> Words(string text)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var start = -1;
        for (var at = 0; at <= text.Length; at++)
        {
            var isLetter = at < text.Length && char.IsLetterOrDigit(text[at]);
            if (isLetter && start < 0)
            {
                start = at;
            }
            else if (!isLetter && start >= 0)
            {
                words.Add(text[start..at]);
                start = -1;
            }
        }

        return words;
    }
}
