using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Extensions.Options;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;
using Tracehouse.Store.Entities;

namespace Tracehouse.Store.Knowledge;

/// <summary>Pieces of texts in ClickHouse: every save adds a version, every question takes the newest.</summary>
internal sealed class KnowledgeStore(ClickHouseLink link, StoreState state, IOptions<EntityOptions> options, TimeProvider time) : IKnowledge
{
    private const string Insert = "INSERT INTO knowledge (project, collection, document, piece, version, is_deleted, content, vector) FORMAT RowBinary";
    private static readonly string Find = SqlFile.Read("Knowledge/FindKnowledge.sql");

    private readonly Lock _clock = new();
    private DateTimeOffset _last;

    public async ValueTask SaveAsync(ProjectId project, string collection, string document, IReadOnlyList<KnowledgePiece> pieces, CancellationToken stop)
    {
        var rows = new ArrayBufferWriter<byte>();
        var row = new RowBinaryWriter(rows);
        var version = NextTime();
        var isDeleted = pieces.Count == 0;
        foreach (var (at, piece) in (isDeleted ? [new KnowledgePiece("", [])] : pieces).Index())
        {
            row.String(project.Value);
            row.String(collection);
            row.String(document);
            row.UInt32((uint)at);
            row.Time(version);
            row.Bool(isDeleted);
            row.String(piece.Content);
            Write(piece.Vector, row);
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

    public async ValueTask<IReadOnlyList<KnowledgeMatch>> FindAsync(ProjectId project, string collection, IReadOnlyList<float> vector, int limit, CancellationToken stop)
    {
        await ReadyAsync(stop);
        var parameters = new SqlParameters { { "project", project.Value }, { "collection", collection }, { "vector", Text(vector) }, { "limit", limit } };
        return [.. (await link.ReadAllAsync(Find, parameters, KnowledgeJson.Default.KnowledgeRow, stop)).Select(row => new KnowledgeMatch(row.Document, row.Piece, row.Content, row.Likeness))];
    }

    private static string Text(IReadOnlyList<float> vector) => $"[{string.Join(',', vector.Select(number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))}]";

    private static void Write(IReadOnlyList<float> vector, RowBinaryWriter row)
    {
        row.Length(vector.Count);
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (var number in vector)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, number);
            row.Raw(bytes);
        }
    }

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
}
