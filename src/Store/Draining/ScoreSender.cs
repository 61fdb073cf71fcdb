using System.Buffers;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Spool;

namespace Tracehouse.Store.Draining;

/// <summary>
/// Puts the scores of batches into their table, those of spans before those that came by themselves. Of one id the last counts: revisions grow in the order of
/// the spool, by the clock, and a batch that is sent again says the same once more, which the table makes one.
/// </summary>
internal sealed class ScoreSender(ClickHouseLink link, TimeProvider time)
{
    private const string Insert =
        "INSERT INTO scores (project, id, revision, is_deleted, trace_id, span_id, session_id, name, data_type, value, string_value, source, author, comment, config_id, " +
        "environment, metadata, time) FORMAT RowBinary";

    private long _revision;

    /// <summary>Safe to repeat.</summary>
    public async Task SendAsync(SpoolBatch batch, CancellationToken stop)
    {
        var rows = new ArrayBufferWriter<byte>();
        var row = new RowBinaryWriter(rows);
        foreach (var score in batch.Records.SelectMany(record => record.Scores).Concat(batch.Scores))
        {
            _revision = Math.Max(_revision + 1, (time.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond);
            Write(score, row);
        }

        if (rows.WrittenCount > 0)
        {
            await link.InsertAsync(Insert, $"{Guid.NewGuid():N}", rows.WrittenMemory, stop);
        }
    }

    private void Write(ScoreRecord score, RowBinaryWriter row)
    {
        row.String(score.Project.Value);
        row.String(score.Id);
        row.Int64(_revision);
        row.Bool(score.IsDeleted);
        row.String(score.TraceId?.Value);
        row.String(score.SpanId?.Value);
        row.String(score.SessionId);
        row.String(score.Name);
        row.String(Word(score.Type));
        row.NullableFloat64(score.Value);
        row.String(score.StringValue);
        row.String(score.Source);
        row.String(score.Author);
        row.String(score.Comment);
        row.String(score.ConfigId);
        row.String(score.Environment);
        row.String(score.Metadata);
        row.Time(score.Time);
    }

    private static string Word(ScoreType type) => type switch
    {
        ScoreType.Numeric => "numeric",
        ScoreType.Categorical => "categorical",
        ScoreType.Boolean => "boolean",
        _ => "text",
    };
}
