namespace Tracehouse.Store.Parts;

/// <summary>Limits for spans that are told in pieces, from the configuration section <c>Parts</c>.</summary>
public sealed class PartOptions
{
    /// <summary>How many parts of one span are looked at, the earliest.</summary>
    public int PartsPerSpanMax { get; set; } = 1_000;
}
