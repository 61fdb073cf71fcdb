using System.Buffers;
using Tracehouse.Records;

namespace Tracehouse.Store.Spool;

/// <summary>
/// A score as bytes in the spool: the fields of a record with numbers of their own, of which the first says that it is one. Field numbers are given once
/// and never reused.
/// </summary>
internal static class ScoreCodec
{
    private const int Project = 60;

    /// <summary>Whether a frame holds a score that came by itself.</summary>
    public static bool IsScore(ReadOnlyMemory<byte> frame) => new FieldReader(frame).Next(out var field) && field == Project;

    public static void Write(ScoreRecord score, IBufferWriter<byte> output) => Write(score, new FieldWriter(output));

    public static void Write(ScoreRecord score, FieldWriter fields)
    {
        fields.Text(Project, score.Project.Value);
        fields.Text(61, score.Id);
        fields.Text(62, score.TraceId?.Value);
        fields.Text(63, score.SpanId?.Value);
        fields.Text(64, score.SessionId);
        fields.Text(65, score.Name);
        fields.Number(66, (long)score.Type);
        fields.Fixed(67, score.Value);
        fields.Text(68, score.StringValue);
        fields.Text(69, score.Source);
        fields.Text(70, score.Author);
        fields.Text(71, score.Comment);
        fields.Text(72, score.ConfigId);
        fields.Text(73, score.Environment);
        fields.Text(74, score.Metadata);
        fields.Number(75, score.Time.UtcTicks);
        fields.Number(76, score.IsDeleted ? 1 : null);
    }

    /// <summary>Throws <see cref="InvalidDataException"/> for bytes that are no score.</summary>
    public static ScoreRecord Read(FieldReader fields)
    {
        var score = new ScoreRecord { Project = default, Id = "", Name = "", Type = ScoreType.Numeric, Time = default };
        while (fields.Next(out var field))
        {
            score = field <= 66 ? TakeTarget(score, field, ref fields) : TakeJudgement(score, field, ref fields);
        }

        return score is { Id.Length: > 0, Project.Value.Length: > 0 } ? score : throw new InvalidDataException("The score has no id or no project.");
    }

    private static ScoreRecord TakeTarget(ScoreRecord score, int field, ref FieldReader fields)
    {
        switch (field)
        {
            case Project when ProjectId.TryParse(fields.Text(), out var project): return score with { Project = project };
            case 61: return score with { Id = fields.Text() };
            case 62 when TraceId.TryParse(fields.Text(), out var trace): return score with { TraceId = trace };
            case 63 when SpanId.TryParse(fields.Text(), out var span): return score with { SpanId = span };
            case 64: return score with { SessionId = fields.Text() };
            case 65: return score with { Name = fields.Text() };
            case 66: return score with { Type = (ScoreType)fields.Number() };
            default: throw new InvalidDataException($"The score has a bad id in field {field}.");
        }
    }

    private static ScoreRecord TakeJudgement(ScoreRecord score, int field, ref FieldReader fields)
    {
        switch (field)
        {
            case 67: return score with { Value = fields.Fixed() };
            case 68: return score with { StringValue = fields.Text() };
            case 69: return score with { Source = fields.Text() };
            case 70: return score with { Author = fields.Text() };
            case 71: return score with { Comment = fields.Text() };
            case 72: return score with { ConfigId = fields.Text() };
            case 73: return score with { Environment = fields.Text() };
            case 74: return score with { Metadata = fields.Text() };
            case 75: return score with { Time = new DateTimeOffset(fields.Number(), TimeSpan.Zero) };
            case 76: return score with { IsDeleted = fields.Number() != 0 };
            default: fields.Skip(); return score;
        }
    }
}
