namespace Tracehouse.Records;

/// <summary>Makes a span of what was said of it.</summary>
public interface ISpanAssembly
{
    /// <summary>The span that these parts tell of, the same for any order of them; null when they tell of none. Does not throw.</summary>
    /// <param name="parts">All known parts of one span, at least one.</param>
    SpanRecord? Assemble(IReadOnlyList<SpanPart> parts);
}
