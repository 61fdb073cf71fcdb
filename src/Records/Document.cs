namespace Tracehouse.Records;

/// <summary>A small thing that people change: a key, an alias, a price of their own.</summary>
/// <param name="Kind">What sort of thing, such as <c>api-key</c>.</param>
/// <param name="Id">Its name among those of its kind and project.</param>
/// <param name="Project">The project it belongs to.</param>
/// <param name="Json">What it says, as a JSON object; empty when it was deleted.</param>
/// <param name="ChangedAt">When it was last changed. The store sets this; what is given to it does not count.</param>
public sealed record Document(string Kind, string Id, ProjectId Project, Utf8Text Json, DateTimeOffset ChangedAt = default);
