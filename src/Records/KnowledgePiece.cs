namespace Tracehouse.Records;

/// <summary>A piece of a text, and where it lies among meanings.</summary>
public sealed record KnowledgePiece(string Content, IReadOnlyList<float> Vector);
