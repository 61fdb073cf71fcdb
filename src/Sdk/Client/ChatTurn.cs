namespace Tracehouse;

/// <summary>One message of a conversation with a model.</summary>
/// <param name="Role">Who speaks: <c>system</c>, <c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">What is said.</param>
public sealed record ChatTurn(string Role, string Content)
{
    /// <summary>What the model is to do.</summary>
    public static ChatTurn System(string content) => new("system", content);

    /// <summary>What the user says.</summary>
    public static ChatTurn User(string content) => new("user", content);

    /// <summary>What the model has said.</summary>
    public static ChatTurn Assistant(string content) => new("assistant", content);
}
