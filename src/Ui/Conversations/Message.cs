namespace Tracehouse.Ui.Conversations;

/// <summary>What one participant said at once.</summary>
/// <param name="Role">Such as <c>user</c>.</param>
/// <param name="Name">Who exactly; may be empty.</param>
/// <param name="IsOutput">Whether it is part of the response.</param>
/// <param name="Parts">In order.</param>
public sealed record Message(string Role, string Name, bool IsOutput, IReadOnlyList<Part> Parts);
