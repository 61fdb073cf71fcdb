namespace Tracehouse.Records;

/// <summary>A thing that a project makes in numbers and changes seldom: an item of a dataset, a version of a prompt, a comment.</summary>
/// <param name="Project">The project it belongs to.</param>
/// <param name="Kind">What sort of thing, such as <c>dataset-item</c>.</param>
/// <param name="Id">Names it within its kind and project.</param>
/// <param name="Json">What it says, as a JSON object.</param>
public sealed record Entity(ProjectId Project, string Kind, string Id, Utf8Text Json)
{
    /// <summary>What it is a part of, such as the id of a dataset; empty when of nothing.</summary>
    public string Parent { get; init; } = "";

    /// <summary>What people call it; need not be unique.</summary>
    public string Name { get; init; } = "";

    /// <summary>When it was first made; given by whoever saves it.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed. The store sets this; what is given to it does not count.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>True when it is to be forgotten.</summary>
    public bool IsDeleted { get; init; }
}
