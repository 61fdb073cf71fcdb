using System.Buffers;
using Tracehouse.Records;
using Tracehouse.Store.Spool;
using Xunit;

namespace Tracehouse.Tests.Store;

public sealed class ScoreCodecTests
{
    private static readonly ScoreRecord Whole = Parsed() with
    {
        SessionId = "session", Value = -0.5, StringValue = "süß", Source = "eval", Author = "ann", Comment = "why\nnot", ConfigId = "rules", Environment = "production",
        Metadata = """{"a":1}""", IsDeleted = true,
    };

    [Fact]
    public void What_was_written_is_read_back_the_same_alone_and_with_a_span()
    {
        foreach (var score in new[] { Whole, Whole with { TraceId = null, SpanId = null, Value = null, Type = ScoreType.Text, Comment = null, IsDeleted = false } })
        {
            var bytes = Encode(output => ScoreCodec.Write(score, output));
            Assert.True(ScoreCodec.IsScore(bytes));
            Assert.Equal(score, ScoreCodec.Read(new FieldReader(bytes)));
            Assert.Equal([score, Whole], RecordCodec.Read(Encode(output => RecordCodec.Write(A.Record(1) with { Scores = [score, Whole] }, output))).Scores);
        }
    }

    [Fact]
    public void A_span_is_no_score() => Assert.False(ScoreCodec.IsScore(Encode(output => RecordCodec.Write(A.Record(1), output))));

    [Fact]
    public void Cut_bytes_are_a_clear_fault_and_never_a_score_of_nobody()
    {
        var bytes = Encode(output => ScoreCodec.Write(Whole, output));
        for (var length = 0; length < bytes.Length; length++)
        {
            try
            {
                Assert.Equal(Whole.Id, ScoreCodec.Read(new FieldReader(bytes[..length])).Id);
            }
            catch (InvalidDataException)
            {
                // This is the fault that a reader of the spool expects.
            }
        }
    }

    private static ScoreRecord Parsed()
    {
        TraceId.TryParse("a trace", out var trace);
        SpanId.TryParse("a span", out var span);
        return new ScoreRecord
        {
            Project = ProjectId.Default, Id = "id", TraceId = trace, SpanId = span, Name = "correctness", Type = ScoreType.Numeric, Time = DateTimeOffset.UnixEpoch.AddDays(20_500),
        };
    }

    private static ReadOnlyMemory<byte> Encode(Action<ArrayBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenMemory;
    }
}
