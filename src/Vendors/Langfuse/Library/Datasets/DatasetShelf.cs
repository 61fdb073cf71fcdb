using System.Text.Json;
using Tracehouse.Datasets.Items;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Library.Shelves;
using Tracehouse.Vendors.Schemas;

namespace Tracehouse.Vendors.Langfuse.Library.Datasets;

/// <summary>Datasets by the names that paths have, all items of one, and whether items follow its schemas.</summary>
internal static class DatasetShelf
{
    private const int PageSize = 500;

    /// <summary>The dataset that a part of a path names; null when there is none.</summary>
    public static async Task<Dataset?> FindByPathAsync(this DatasetBook book, ProjectId project, string part, CancellationToken stop)
    {
        foreach (var name in Paths.Names(part))
        {
            if (await book.FindByNameAsync(project, name, stop) is { } dataset)
            {
                return dataset;
            }
        }

        return null;
    }

    /// <summary>All items that a query asks for, read in pages.</summary>
    public static async Task<List<DatasetItem>> AllItemsAsync(this DatasetBook book, ItemQuery query, CancellationToken stop)
    {
        var all = new List<DatasetItem>();
        while (await book.ListItemsAsync(query with { Offset = all.Count, Limit = PageSize }, stop) is { Items.Count: > 0 } page)
        {
            all.AddRange(page.Items);
            if (page.Items.Count < PageSize)
            {
                break;
            }
        }

        return all;
    }

    /// <summary>The field of an item that does not follow the schemas of its dataset, and why; null when all do.</summary>
    public static (string Field, string Message)? FindFault(this Dataset dataset, DatasetItem item) =>
        FindFault("input", dataset.InputSchema, item.Input) ?? FindFault("expectedOutput", dataset.ExpectedOutputSchema, item.ExpectedOutput);

    /// <summary>An input that is not given is checked too, as null; an expected output need not be given.</summary>
    private static (string Field, string Message)? FindFault(string field, JsonElement? schema, JsonElement? value) =>
        schema is not { } rules || (value is null && field == "expectedOutput") ? null
        : SchemaCheck.Find(rules, value ?? Null) is { } fault ? (fault.Path.Length == 0 ? field : $"{field}.{fault.Path}", fault.Message)
        : null;

    private static JsonElement Null { get; } = JsonElement.Parse("null");
}
