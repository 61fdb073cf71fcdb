using System.Text;

namespace Tracehouse.Gateway.Dialects;

/// <summary>What the properties of a request are called, and which of them there must be.</summary>
/// <param name="prompt">The property that holds the prompt; null when none is known.</param>
/// <param name="instructions">The property that holds the system's part of the prompt, where that is apart.</param>
internal sealed class RequestShape(string? prompt, string? instructions = null)
{
    private readonly byte[]? _prompt = prompt is null ? null : Encoding.UTF8.GetBytes(prompt);
    private readonly byte[]? _instructions = instructions is null ? null : Encoding.UTF8.GetBytes(instructions);

    public string PromptName => prompt ?? "";

    /// <summary>Whether the prompt must be an array with something in it.</summary>
    public bool IsMessages { get; init; }

    /// <summary>Whether there must be a prompt.</summary>
    public bool NeedsPrompt { get; init; } = true;

    /// <summary>Whether there must be a model.</summary>
    public bool NeedsModel { get; init; } = true;

    /// <summary>A model's name, for who left it out.</summary>
    public string ModelExample { get; init; } = "openai/gpt-4o-mini";

    public bool HasPrompt => _prompt is not null;

    public bool HasInstructions => _instructions is not null;

    public ReadOnlySpan<byte> Prompt => _prompt;

    public ReadOnlySpan<byte> Instructions => _instructions;
}
