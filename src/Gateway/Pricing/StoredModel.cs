using System.Text.Json;
using System.Text.Json.Serialization;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Pricing;

/// <summary>A model that a project priced, as its document holds it.</summary>
internal sealed record StoredModel(string Name, string Pattern, DateTimeOffset? Since, IReadOnlyList<ModelTier> Tiers, JsonElement? Said, DateTimeOffset CreatedAt)
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1_000 };

    public static StoredModel From(ProjectModel model) =>
        new(model.Name, model.Pattern, model.Since, model.Tiers, model.Said.IsEmpty ? null : JsonElement.Parse(model.Said.Bytes.Span, Deep), model.CreatedAt);

    public ProjectModel ToModel(Document document) => new(document.Project, document.Id, Name, Pattern)
    {
        Since = Since, Tiers = Tiers, Said = Said is { } said ? Utf8Text.From(said.GetRawText()) : Utf8Text.Empty, CreatedAt = CreatedAt, ChangedAt = document.ChangedAt,
    };
}

[JsonSourceGenerationOptions(MaxDepth = 1_000)]
[JsonSerializable(typeof(StoredModel))]
internal sealed partial class StoredModelJson : JsonSerializerContext;
