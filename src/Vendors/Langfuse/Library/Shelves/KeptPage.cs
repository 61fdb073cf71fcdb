namespace Tracehouse.Vendors.Langfuse.Library.Shelves;

/// <summary>Some of the things of a shelf.</summary>
/// <param name="Items">Those of this page.</param>
/// <param name="Total">How many there are on all pages.</param>
internal sealed record KeptPage<T>(IReadOnlyList<Kept<T>> Items, long Total);
