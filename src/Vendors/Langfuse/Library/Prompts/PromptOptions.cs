namespace Tracehouse.Vendors.Langfuse.Library.Prompts;

/// <summary>How far prompts may go, from the configuration section <c>Vendors:Langfuse</c>.</summary>
public sealed class PromptOptions
{
    /// <summary>How many prompts deep a prompt may be made of others.</summary>
    public int PromptDepthMax { get; set; } = 5;

    /// <summary>The longest text of a prompt once those that it is made of have been filled in.</summary>
    public int PromptCharactersMax { get; set; } = 1_000_000;
}
