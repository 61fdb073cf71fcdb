namespace Tracehouse.Ingest.Spans;

/// <summary>The library that made a span.</summary>
/// <param name="Name">Its name, or empty.</param>
/// <param name="Version">Its version, or empty.</param>
/// <param name="Attributes">What else it says of itself.</param>
public sealed record IncomingScope(string Name, string Version, IncomingAttributes Attributes)
{
    /// <summary>A library that does not say who it is.</summary>
    public static IncomingScope Unknown { get; } = new("", "", IncomingAttributes.None);
}
