namespace Tracehouse.Ui.Conversations;

/// <summary>A piece of a message.</summary>
/// <param name="Kind">How it is shown.</param>
/// <param name="Text">What it says; for JSON, indented.</param>
/// <param name="Title">What stands above it, such as the name of a tool; may be empty.</param>
/// <param name="Reference">What ties a tool's call and its result together; may be empty.</param>
public sealed record Part(PartKind Kind, string Text, string Title = "", string Reference = "")
{
    /// <summary>Its place among all parts of the conversation.</summary>
    public int Number { get; init; }
}
