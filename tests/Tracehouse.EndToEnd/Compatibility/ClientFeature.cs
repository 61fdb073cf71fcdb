using System.Text.Json.Serialization;

namespace Tracehouse.EndToEnd.Compatibility;

/// <summary>Something that a client does, and whether it works.</summary>
/// <param name="Feature">What it is, in the words of its users.</param>
/// <param name="Works">Whether it works.</param>
/// <param name="Note">Why not, or with what difference.</param>
public sealed record ClientFeature(
    [property: JsonPropertyName("feature")] string Feature, [property: JsonPropertyName("works")] bool Works, [property: JsonPropertyName("note")] string Note);
