namespace Tracehouse.Datasets.Items;

/// <summary>Some of the datasets or items that were asked for.</summary>
/// <param name="Items">Those of this page.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record DatasetPage<T>(IReadOnlyList<T> Items, long Total);
