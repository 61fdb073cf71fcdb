using System.Buffers;
using Microsoft.Extensions.Options;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Store.Entities;

/// <summary>Entities in ClickHouse: every save adds a version, every question takes the newest.</summary>
internal sealed class EntityStore(ClickHouseLink link, StoreState state, IOptions<EntityOptions> options, TimeProvider time) : IEntities
{
    private const string Insert = "INSERT INTO entities (project, kind, id, changed_at, created_at, parent, name, is_deleted, json) FORMAT RowBinary";
    private static readonly string Read = SqlFile.Read("Entities/ReadEntities.sql");
    private static readonly DateTimeOffset Always = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _clock = new();
    private DateTimeOffset _last;

    public async ValueTask SaveAsync(IReadOnlyList<Entity> entities, CancellationToken stop)
    {
        var rows = new ArrayBufferWriter<byte>();
        var row = new RowBinaryWriter(rows);
        foreach (var entity in entities)
        {
            if (entity.Json.Bytes.Length > options.Value.JsonBytesMax)
            {
                throw new ArgumentException($"The {entity.Kind} {entity.Id} has {entity.Json.Bytes.Length} bytes; at most {options.Value.JsonBytesMax} are kept (Entities:JsonBytesMax).", nameof(entities));
            }

            Write(entity, NextTime(), row);
        }

        await ReadyAsync(stop);
        try
        {
            await link.InsertAsync(Insert, $"{Guid.NewGuid():N}", rows.WrittenMemory, stop);
        }
        catch (ClickHouseException refusal)
        {
            throw new StoreUnavailableException($"ClickHouse refused the change with code {refusal.Code}.", refusal);
        }
    }

    public async ValueTask<Entity?> FindAsync(ProjectId project, string kind, string id, CancellationToken stop) =>
        (await ListAsync(new EntityQuery(project, kind) { Ids = [id], Limit = 1 }, stop)).Items is [var found] ? found : null;

    public async ValueTask<EntityPage> ListAsync(EntityQuery query, CancellationToken stop)
    {
        await ReadyAsync(stop);
        var found = await link.ReadAllAsync(Read, Parameters(query), EntitiesJson.Default.EntityRow, stop);
        var total = found.Count > 0 ? found[0].Total : query.Offset == 0 || query.Limit == 0 ? 0 : await CountAsync(query, stop);
        return new EntityPage([.. found.Select(row => row.ToEntity(query.Project))], total);
    }

    /// <summary>Beyond the last page no row is there to tell how many there are.</summary>
    private async Task<long> CountAsync(EntityQuery query, CancellationToken stop) =>
        await link.ReadAllAsync(Read, Parameters(query with { Offset = 0, Limit = 1 }), EntitiesJson.Default.EntityRow, stop) is [var first] ? first.Total : 0;

    private static SqlParameters Parameters(EntityQuery query) => new()
    {
        { "project", query.Project.Value },
        { "kind", query.Kind },
        { "any_id", query.Ids is null ? 1 : 0 },
        { "ids", query.Ids ?? [] },
        { "any_parent", query.Parent is null ? 1 : 0 },
        { "parent", query.Parent ?? "" },
        { "any_name", query.Name is null ? 1 : 0 },
        { "name", query.Name ?? "" },
        { "name_part", query.NamePart ?? "" },
        { "as_of", query.AsOf ?? Always },
        { "oldest_first", query.IsOldestFirst ? 1 : 0 },
        { "limit", query.Limit },
        { "offset", query.Offset },
    };

    private Task ReadyAsync(CancellationToken stop) => state.ReadyAsync(TimeSpan.FromSeconds(options.Value.StartSecondsMax), time, stop);

    /// <summary>Later than every version before it, or of two versions nobody could tell which is the newer.</summary>
    private DateTimeOffset NextTime()
    {
        var now = time.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        lock (_clock)
        {
            return _last = now > _last ? now : _last.AddMicroseconds(1);
        }
    }

    private static void Write(Entity entity, DateTimeOffset now, RowBinaryWriter row)
    {
        row.String(entity.Project.Value);
        row.String(entity.Kind);
        row.String(entity.Id);
        row.Time(now);
        row.Time(entity.CreatedAt);
        row.String(entity.Parent);
        row.String(entity.Name);
        row.Bool(entity.IsDeleted);
        row.String(entity.Json);
    }
}
