namespace Tracehouse.Records;

/// <summary>A piece of a document that is near what was asked for.</summary>
/// <param name="Document">The document.</param>
/// <param name="Piece">Which piece of it.</param>
/// <param name="Content">What it says.</param>
/// <param name="Likeness">The cosine of the angle between the two: one for the same, less for what is farther.</param>
public sealed record KnowledgeMatch(string Document, int Piece, string Content, double Likeness);
