using System.Text.Json.Serialization;

namespace Tracehouse.Store.Knowledge;

/// <summary>A row of what was found.</summary>
internal sealed record KnowledgeRow(
    [property: JsonPropertyName("document")] string Document,
    [property: JsonPropertyName("piece")] int Piece,
    [property: JsonPropertyName("content")] string Content,
    [property: JsonPropertyName("likeness")] double Likeness);

[JsonSerializable(typeof(KnowledgeRow))]
internal sealed partial class KnowledgeJson : JsonSerializerContext;
