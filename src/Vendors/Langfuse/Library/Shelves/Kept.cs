using Tracehouse.Records;

namespace Tracehouse.Vendors.Langfuse.Library.Shelves;

/// <summary>A thing that is kept, and how.</summary>
/// <param name="Value">The thing.</param>
/// <param name="Entity">When it was made and changed, and what it is a part of.</param>
internal sealed record Kept<T>(T Value, Entity Entity);
