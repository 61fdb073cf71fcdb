using System.Buffers;
using Tracehouse.Records;
using Tracehouse.Store.Spool;
using Xunit;

namespace Tracehouse.Tests.Store;

public sealed class RecordCodecTests
{
    [Fact]
    public void What_was_written_is_read_back_the_same()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            var record = A.RandomRecord(random);
            var bytes = Encode(record);
            AssertSame(record, RecordCodec.Read(bytes), $"seed {seed}, round {round}");
        }
    }

    [Fact]
    public void A_field_of_a_later_version_is_passed_over()
    {
        var output = new ArrayBufferWriter<byte>();
        var record = A.Record(1);
        var fields = new FieldWriter(output);
        fields.Text(999, "from the future");
        fields.Number(998, 7);
        fields.Fixed(997, 1.5);
        RecordCodec.Write(record, output);
        AssertSame(record, RecordCodec.Read(output.WrittenMemory), "with unknown fields");
    }

    [Fact]
    public void Cut_bytes_are_a_clear_fault_and_never_a_wrong_record()
    {
        var record = A.RandomRecord(new Random(5)) with { Tags = [], Payload = SpanPayload.None };
        var bytes = Encode(record);
        for (var length = 0; length < bytes.Length; length++)
        {
            try
            {
                RecordCodec.Read(bytes[..length]);
            }
            catch (Exception fault)
            {
                Assert.True(fault is InvalidDataException or FormatException, $"{fault.GetType()} at {length}");
            }
        }
    }

    private static ReadOnlyMemory<byte> Encode(SpanRecord record)
    {
        var output = new ArrayBufferWriter<byte>();
        RecordCodec.Write(record, output);
        return output.WrittenMemory;
    }

    private static void AssertSame(SpanRecord expected, SpanRecord actual, string context)
    {
        Assert.Equal(expected.Tags, actual.Tags);
        Assert.Equal(expected.Attempts, actual.Attempts);
        Assert.Equal(expected.Scores, actual.Scores);
        Assert.Equal(expected.Usage.Details.ToDictionary(), actual.Usage.Details.ToDictionary());
        Assert.True(Plain(expected) == Plain(actual), $"{context}:\n{expected}\n{actual}");
    }

    /// <summary>Without its lists, which records compare by reference.</summary>
    private static SpanRecord Plain(SpanRecord record) => record with
    {
        Tags = [], Attempts = [], Scores = [], Usage = record.Usage with { Details = TokenUsage.Unknown.Details },
    };
}
