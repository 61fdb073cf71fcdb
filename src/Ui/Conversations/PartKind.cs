namespace Tracehouse.Ui.Conversations;

/// <summary>The ways in which a piece of a message is shown.</summary>
public enum PartKind
{
    /// <summary>What somebody says.</summary>
    Text,

    /// <summary>What the model thought before it spoke.</summary>
    Thinking,

    /// <summary>The model refuses.</summary>
    Refusal,

    /// <summary>The model calls a tool.</summary>
    ToolCall,

    /// <summary>What the tool answered.</summary>
    ToolResult,

    /// <summary>An image, a sound or a file; described, not shown.</summary>
    Media,

    /// <summary>Something that we do not know.</summary>
    Json,
}
