using System.Text.Json;

namespace Tracehouse.Vendors.Langfuse.Library.Prompts;

/// <summary>One version of a prompt. It never changes.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">Counted from 1.</param>
/// <param name="Prompt">A text, or a list of messages and placeholders.</param>
/// <param name="Config">Any JSON.</param>
/// <param name="CommitMessage">Why it was made.</param>
internal sealed record PromptVersion(string Id, int Number, JsonElement Prompt, JsonElement? Config, string? CommitMessage);
