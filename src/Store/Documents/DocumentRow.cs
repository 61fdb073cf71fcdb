using System.Text.Json.Serialization;
using Tracehouse.Records;

namespace Tracehouse.Store.Documents;

/// <summary>A document as the table and the snapshot have it.</summary>
internal sealed record DocumentRow
{
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    [JsonPropertyName("project")]
    public required string Project { get; init; }

    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("json")]
    public required string Json { get; init; }

    /// <summary>In microseconds since 1970.</summary>
    [JsonPropertyName("changed_at")]
    public required long ChangedAt { get; init; }

    public static DocumentRow From(Document document) => new()
    {
        Kind = document.Kind,
        Project = document.Project.Value,
        Id = document.Id,
        Json = document.Json.ToString(),
        ChangedAt = (document.ChangedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
    };

    public Document ToDocument() => new(
        Kind, Id, ProjectId.TryParse(Project, out var project) ? project : ProjectId.Default, Utf8Text.From(Json),
        DateTimeOffset.UnixEpoch.AddTicks(ChangedAt * TimeSpan.TicksPerMicrosecond));
}

/// <summary>What changes whenever any document does.</summary>
internal sealed record DocumentsFingerprint([property: JsonPropertyName("fingerprint")] string Value);

[JsonSerializable(typeof(DocumentRow))]
[JsonSerializable(typeof(List<DocumentRow>))]
[JsonSerializable(typeof(DocumentsFingerprint))]
internal sealed partial class DocumentsJson : JsonSerializerContext;
