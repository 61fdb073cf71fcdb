using Tracehouse.Vendors.Langfuse.Library.Shelves;

namespace Tracehouse.Vendors.Langfuse.Library.Prompts;

/// <summary>A version of a prompt, and what is true of all of its versions.</summary>
internal sealed record FoundPrompt(Kept<PromptHead> Head, Kept<PromptVersion> Version)
{
    public string Name => Head.Entity.Name;

    public bool IsText => Head.Value.Type == "text";
}
