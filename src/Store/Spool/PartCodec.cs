using System.Buffers;
using Tracehouse.Records;

namespace Tracehouse.Store.Spool;

/// <summary>
/// A part of a span as bytes in the spool: fields with numbers of their own, of which the first says what it is. Field numbers are given once and never
/// reused.
/// </summary>
internal static class PartCodec
{
    private const int Project = 80;

    /// <summary>Whether a frame holds a part of a span.</summary>
    public static bool IsPart(ReadOnlyMemory<byte> frame) => new FieldReader(frame).Next(out var field) && field == Project;

    public static void Write(SpanPart part, IBufferWriter<byte> output)
    {
        var fields = new FieldWriter(output);
        fields.Text(Project, part.Project.Value);
        fields.Text(81, part.TraceId.Value);
        fields.Text(82, part.SpanId.Value);
        fields.Text(83, part.Id);
        fields.Number(84, part.Time.UtcTicks);
        fields.Number(85, part.IsUpdate ? 1 : null);
        fields.Text(86, part.Source);
        fields.Text(87, part.Fields);
    }

    /// <summary>Throws <see cref="InvalidDataException"/> for bytes that are no part.</summary>
    public static SpanPart Read(FieldReader fields)
    {
        var part = new SpanPart { Project = default, TraceId = default, SpanId = default, Id = "", Time = default, Source = "", Fields = default };
        while (fields.Next(out var field))
        {
            part = Take(part, field, ref fields);
        }

        return part is { Project.Value.Length: > 0, TraceId.Value.Length: > 0, SpanId.Value.Length: > 0 } ? part : throw new InvalidDataException("The part belongs to no span.");
    }

    private static SpanPart Take(SpanPart part, int field, ref FieldReader fields)
    {
        switch (field)
        {
            case Project when ProjectId.TryParse(fields.Text(), out var project): return part with { Project = project };
            case 81 when TraceId.TryParse(fields.Text(), out var trace): return part with { TraceId = trace };
            case 82 when SpanId.TryParse(fields.Text(), out var span): return part with { SpanId = span };
            case Project or 81 or 82: throw new InvalidDataException($"The part has a bad id in field {field}.");
            case 83: return part with { Id = fields.Text() };
            case 84: return part with { Time = new DateTimeOffset(fields.Number(), TimeSpan.Zero) };
            case 85: return part with { IsUpdate = fields.Number() != 0 };
            case 86: return part with { Source = fields.Text() };
            case 87: return part with { Fields = fields.Utf8() };
            default: fields.Skip(); return part;
        }
    }
}
