using Tracehouse.Vendors.Langfuse.Library.Models;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>What a span is about; null where nothing is known.</summary>
/// <param name="PromptId">The version of the prompt that was used.</param>
/// <param name="Model">The model with its prices.</param>
internal sealed record ObservationLink(string? PromptId, ModelBody? Model)
{
    public static ObservationLink None { get; } = new(null, null);
}
