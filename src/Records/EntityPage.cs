namespace Tracehouse.Records;

/// <summary>Some of the entities that a query asks for.</summary>
/// <param name="Items">Those of this page, in the order that was asked for.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record EntityPage(IReadOnlyList<Entity> Items, long Total);
