using System.Text.Json;
using Tracehouse.Records;

namespace Tracehouse.Vendors.Langfuse.Scores;

/// <summary>The score configs of projects. All methods throw <see cref="StoreUnavailableException"/> when the store is away.</summary>
internal sealed class ScoreConfigs(IEntities entities)
{
    /// <summary>Null when there is none of this id.</summary>
    public async ValueTask<ScoreConfig?> FindAsync(ProjectId project, string id, CancellationToken stop) =>
        await entities.FindAsync(project, ScoreConfig.Kind, id, stop) is { } entity ? From(entity) : null;

    /// <summary>A page of them, newest first, and how many there are.</summary>
    public async ValueTask<(IReadOnlyList<ScoreConfig> Configs, long Total)> ListAsync(ProjectId project, int offset, int limit, CancellationToken stop)
    {
        var page = await entities.ListAsync(new EntityQuery(project, ScoreConfig.Kind) { Offset = offset, Limit = limit }, stop);
        return ([.. page.Items.Select(From)], page.Total);
    }

    /// <summary>Durable when it returns.</summary>
    public ValueTask SaveAsync(ProjectId project, ScoreConfig config, CancellationToken stop) => entities.SaveAsync(
        [
            new Entity(project, ScoreConfig.Kind, config.Id, Utf8Text.From(JsonSerializer.Serialize(config, LangfuseScoresJson.Readable.ScoreConfig)))
            {
                Name = config.Name, CreatedAt = config.CreatedAt,
            },
        ],
        stop);

    private static ScoreConfig From(Entity entity) => JsonSerializer.Deserialize(entity.Json.Bytes.Span, LangfuseScoresJson.Readable.ScoreConfig)!;
}
