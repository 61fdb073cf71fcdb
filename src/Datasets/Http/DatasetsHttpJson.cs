using System.Text.Json.Serialization;
using Tracehouse.Datasets.Items;

namespace Tracehouse.Datasets.Http;

/// <summary>Some datasets.</summary>
/// <param name="Datasets">The newest first.</param>
/// <param name="Total">How many there are.</param>
/// <param name="NextCursor">Where the next page begins; null on the last one.</param>
public sealed record DatasetList(
    [property: JsonPropertyName("datasets")] IReadOnlyList<Dataset> Datasets,
    [property: JsonPropertyName("total")] long Total,
    [property: JsonPropertyName("next_cursor")] string? NextCursor);

/// <summary>Some items of a dataset.</summary>
/// <param name="Items">In the order that was asked for.</param>
/// <param name="Total">How many there are.</param>
/// <param name="NextCursor">Where the next page begins; null on the last one.</param>
public sealed record ItemList(
    [property: JsonPropertyName("items")] IReadOnlyList<DatasetItem> Items,
    [property: JsonPropertyName("total")] long Total,
    [property: JsonPropertyName("next_cursor")] string? NextCursor);

/// <summary>What became of items that were sent: those that could be taken, and what was wrong with the others.</summary>
/// <param name="Items">As they are now.</param>
/// <param name="Errors">One for each that was left out.</param>
public sealed record ItemsTaken(
    [property: JsonPropertyName("items")] IReadOnlyList<DatasetItem> Items,
    [property: JsonPropertyName("errors")] IReadOnlyList<ItemError> Errors);

/// <summary>Why an item was left out.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
public sealed record ItemError([property: JsonPropertyName("index")] int Index, [property: JsonPropertyName("message")] string Message);

[JsonSourceGenerationOptions(WriteIndented = true, MaxDepth = 1_000)]
[JsonSerializable(typeof(DatasetList))]
[JsonSerializable(typeof(ItemList))]
[JsonSerializable(typeof(ItemsTaken))]
[JsonSerializable(typeof(Dataset))]
[JsonSerializable(typeof(DatasetItem))]
internal sealed partial class DatasetsHttpJson : JsonSerializerContext;
