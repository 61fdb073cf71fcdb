using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Store;

public sealed class RecordSpoolTests
{
    [Fact]
    public async Task Records_come_out_in_order_across_segments_and_drained_segments_are_deleted()
    {
        await using var directory = new SpoolDirectory(options => options.SegmentBytesMax = 4096);
        directory.Append(0, 200, payloadBytes: 300);
        Assert.True(directory.Segments.Length > 10);

        Assert.Equal(A.NamesOf(0, 200), directory.DrainNames(batchBytesMax: 2000));
        Assert.Single(directory.Segments);
        Assert.Equal(directory.Spool.Appended, directory.Spool.Drained);
    }

    [Fact]
    public async Task A_score_comes_out_beside_the_records_around_it()
    {
        await using var directory = new SpoolDirectory();
        directory.Append(0, 1);
        var score = new ScoreRecord { Project = ProjectId.Default, Id = "s", SessionId = "c", Name = "correct", Type = ScoreType.Numeric, Value = 1, Time = DateTimeOffset.UnixEpoch };
        Assert.True(directory.Spool.TryAppendKept(score));
        directory.Append(1, 1);

        using var batch = directory.Spool.NextBatch(1 << 20)!;
        Assert.Equal(A.NamesOf(0, 2), batch.Records.Select(record => record.Name));
        Assert.Equal([score], batch.Scores);
    }

    [Fact]
    public async Task A_question_about_one_trace_waits_for_its_records_and_for_no_others()
    {
        await using var directory = new SpoolDirectory();
        var (first, second) = (A.Record(0), A.Record(1));
        Assert.True(directory.Spool.TryAppend(first));
        var end = directory.Spool.Appended;
        Assert.True(directory.Spool.TryAppend(second));

        Assert.Equal(end, directory.Spool.AppendedOf(first.Project, first.TraceId.Value));
        Assert.Equal(directory.Spool.Appended, directory.Spool.AppendedOf(second.Project, second.TraceId.Value));
        Assert.True(directory.Spool.AppendedOf(first.Project, "another") < end);

        Assert.True(directory.Spool.TryAppend(first));
        Assert.Equal(directory.Spool.Appended, directory.Spool.AppendedOf(first.Project, first.TraceId.Value));
        directory.DrainNames();
        Assert.True(directory.Spool.AppendedOf(first.Project, first.TraceId.Value) <= directory.Spool.Drained);
    }

    [Fact]
    public async Task Whoever_asks_waits_for_records_of_which_it_is_not_known_whose_they_are()
    {
        await using var directory = new SpoolDirectory(options => options.TracesKnownMax = 1);
        Assert.True(directory.Spool.TryAppend(A.Record(0)));
        var end = directory.Spool.Appended;
        Assert.True(directory.Spool.TryAppend(A.Record(1)));
        Assert.Equal(end, directory.Spool.AppendedOf(ProjectId.Default, "another"));

        var score = new ScoreRecord { Project = ProjectId.Default, Id = "s", SessionId = "c", Name = "correct", Type = ScoreType.Numeric, Value = 1, Time = DateTimeOffset.UnixEpoch };
        Assert.True(directory.Spool.TryAppendKept(score));
        Assert.Equal(directory.Spool.Appended, directory.Spool.AppendedOf(ProjectId.Default, "another"));

        await directory.ReopenAsync();
        Assert.Equal(directory.Spool.Appended, directory.Spool.AppendedOf(ProjectId.Default, "another"));
    }

    [Fact]
    public async Task A_clock_that_jumps_changes_neither_order_nor_number()
    {
        await using var directory = new SpoolDirectory(options => options.SegmentBytesMax = 4096);
        for (var number = 0; number < 100; number++)
        {
            var record = A.Record(number, payloadBytes: 300);
            Assert.True(directory.Spool.TryAppend(record with { StartTime = record.StartTime.AddHours(number % 3 - 1) }));
            if (number == 50)
            {
                // Segments are told apart by number, whatever the clock says of their files.
                foreach (var segment in directory.Segments)
                {
                    File.SetLastWriteTimeUtc(segment, DateTime.UnixEpoch.AddDays(number));
                }

                await directory.ReopenAsync();
            }
        }

        Assert.Equal(A.NamesOf(0, 100), directory.DrainNames(batchBytesMax: 2000));
    }

    [Fact]
    public async Task A_restart_keeps_what_was_not_drained_and_only_that()
    {
        await using var directory = new SpoolDirectory();
        directory.Append(0, 10);
        Assert.Equal(A.NamesOf(0, 10), directory.DrainNames());
        directory.Append(10, 10);
        await directory.ReopenAsync();
        directory.Append(20, 5);

        Assert.Equal(A.NamesOf(10, 15), directory.DrainNames());
        await directory.ReopenAsync();
        Assert.Empty(directory.DrainNames());
        Assert.Equal(directory.Spool.Appended, directory.Spool.Drained);
    }

    [Fact]
    public async Task A_batch_repeated_after_a_crash_has_the_same_borders_though_more_has_come()
    {
        await using var directory = new SpoolDirectory();
        directory.Append(0, 3);
        using var first = directory.Spool.NextBatch(1 << 20);
        directory.Append(3, 4);
        await directory.ReopenAsync();

        using var repeated = directory.Spool.NextBatch(1 << 20)!;
        Assert.Equal((first!.Start, first.End), (repeated.Start, repeated.End));
        Assert.Equal(A.NamesOf(0, 3), repeated.Records.Select(record => record.Name));
        directory.Spool.Arrived(repeated);
        Assert.Equal(A.NamesOf(3, 4), directory.DrainNames());
    }

    [Fact]
    public async Task What_has_arrived_comes_again_after_a_crash_unless_it_was_kept_safe()
    {
        await using var directory = new SpoolDirectory(options => options.SegmentBytesMax = 1 << 16);
        for (var batch = 0; batch < 6; batch++)
        {
            directory.Append(batch * 10, 10, payloadBytes: 3_000);
            using var sent = directory.Spool.NextBatch(1 << 20)!;
            directory.Spool.Arrived(sent);
            if (batch == 1)
            {
                directory.Spool.Keep(sent.End);
            }
        }

        Assert.Equal(directory.Spool.Appended, directory.Spool.Drained);
        await directory.ReopenAsync();
        directory.Append(60, 5);
        var (names, resumed) = (new List<string>(), new List<bool>());
        while (directory.Spool.IsResumed is var isResumed && directory.Spool.NextBatch(1 << 20) is { } batch)
        {
            using (batch)
            {
                names.AddRange(batch.Records.Select(record => record.Name));
                resumed.AddRange(batch.Records.Select(_ => isResumed));
                directory.Spool.Arrived(batch);
            }
        }

        Assert.Equal(A.NamesOf(20, 45), names);
        Assert.Equal(Enumerable.Repeat(true, 40).Concat(Enumerable.Repeat(false, 5)), resumed);
    }

    [Fact]
    public async Task An_end_torn_anywhere_costs_only_the_record_that_was_torn()
    {
        await using var directory = new SpoolDirectory();
        directory.Append(0, 3, payloadBytes: 20);
        await directory.ReopenAsync();
        var segment = directory.Segments.Single();
        var whole = await File.ReadAllBytesAsync(segment, TestContext.Current.CancellationToken);
        var ends = FrameEnds(whole);
        for (var length = 8; length <= whole.Length; length++)
        {
            var pristine = await File.ReadAllBytesAsync(Path.Combine(directory.Path, "bookmark"), TestContext.Current.CancellationToken);
            await directory.ReopenAsync(() => File.WriteAllBytes(segment, whole[..length]));
            directory.Append(100, 1);

            var expected = A.NamesOf(0, ends.Count(end => end <= length)).Append(A.NameOf(100));
            Assert.Equal(expected, directory.DrainNames());
            Assert.Equal(directory.Spool.Appended, directory.Spool.Drained);
            await directory.ReopenAsync(() =>
            {
                Array.ForEach(directory.Segments, File.Delete);
                File.WriteAllBytes(Path.Combine(directory.Path, "bookmark"), pristine);
            });
        }
    }

    [Fact]
    public async Task A_flipped_bit_ends_its_segment_but_not_the_next_one()
    {
        await using var directory = new SpoolDirectory();
        directory.Append(0, 3, payloadBytes: 50);
        await directory.ReopenAsync(() =>
        {
            var segment = directory.Segments.Single();
            var bytes = File.ReadAllBytes(segment);
            bytes[FrameEnds(bytes)[0] + 30] ^= 4;
            File.WriteAllBytes(segment, bytes);
        });
        directory.Append(3, 2);

        Assert.Equal([A.NameOf(0), A.NameOf(3), A.NameOf(4)], directory.DrainNames());
    }

    [Fact]
    public async Task A_full_spool_refuses_counts_and_takes_again_once_drained()
    {
        await using var directory = new SpoolDirectory(options => (options.BytesMax, options.SegmentBytesMax) = (1 << 20, 1 << 16));
        var taken = 0;
        while (directory.Spool.TryAppend(A.Record(taken, 5000)))
        {
            taken++;
        }

        Assert.InRange(taken, 150, 210);
        Assert.False(directory.Spool.TryAppend(A.Record(taken, 5000)));
        Assert.Equal(2, directory.Spool.Dropped);
        await Assert.ThrowsAsync<IOException>(() => directory.Spool.AppendDurableAsync([A.Record(0, 5000)], TestContext.Current.CancellationToken));

        Assert.Equal(taken, directory.DrainNames().Count);
        Assert.True(directory.Spool.TryAppend(A.Record(taken, 5000)));
    }

    [Fact]
    public async Task A_segment_that_cannot_be_created_costs_no_more_than_the_record_that_wanted_it()
    {
        await using var directory = new SpoolDirectory();
        directory.Append(0, 1);
        await directory.ReopenAsync();

        // A directory in the place of the next file is what root cannot write over either.
        var taken = Directory.CreateDirectory(Path.Combine(directory.Path, "0000000000000003.segment"));
        Assert.False(directory.Spool.TryAppend(A.Record(1)));
        directory.Append(2, 3);
        taken.Delete();
        Assert.Equal([A.NameOf(0), .. A.NamesOf(2, 3)], directory.DrainNames());
    }

    [Fact]
    public async Task A_record_that_is_too_large_is_kept_without_its_payload()
    {
        await using var directory = new SpoolDirectory(options => options.RecordBytesMax = 4096);
        Assert.True(directory.Spool.TryAppend(A.Record(0, 5000)));
        using var batch = directory.Spool.NextBatch(1 << 20)!;
        Assert.Equal((A.NameOf(0), 0, "{\"_truncated\":true}"), (batch.Records[0].Name, batch.Records[0].Payload.InputText.Bytes.Length, batch.Records[0].Payload.Parameters.ToString()));
    }

    [Fact]
    public async Task Everybody_who_waits_for_the_disk_is_answered_and_nothing_is_lost()
    {
        await using var directory = new SpoolDirectory(options => options.SegmentBytesMax = 16_384);
        var stop = TestContext.Current.CancellationToken;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(writer => Task.Run(
            async () =>
            {
                for (var round = 0; round < 10; round++)
                {
                    await directory.Spool.AppendDurableAsync([A.Record((writer * 10) + round, 200)], stop);
                }
            },
            stop)));

        await directory.ReopenAsync();
        Assert.Equal(A.NamesOf(0, 640).Order(), directory.DrainNames().Order());
    }

    [Fact]
    public async Task A_torn_bookmark_falls_back_to_the_one_before_it()
    {
        await using var directory = new SpoolDirectory();
        directory.Append(0, 5);
        Assert.Equal(5, directory.DrainNames().Count);
        directory.Append(5, 5);
        await directory.ReopenAsync(() =>
        {
            var path = Path.Combine(directory.Path, "bookmark");
            var bytes = File.ReadAllBytes(path);
            var newest = BitConverter.ToInt64(bytes, 4) > BitConverter.ToInt64(bytes, 4100) ? 0 : 4096;
            bytes[newest + 40] ^= 0xFF;
            File.WriteAllBytes(path, bytes);
        });

        // The one before says that the first batch was on its way, so it comes again under the same borders.
        Assert.Equal(A.NamesOf(0, 10), directory.DrainNames());
    }

    [Fact]
    public async Task Segments_of_the_first_released_format_are_still_read()
    {
        await using var directory = new SpoolDirectory();
        await directory.ReopenAsync(() =>
            File.Copy(Path.Combine(AppContext.BaseDirectory, "Store", "OldData", "spool-1.segment"), Path.Combine(directory.Path, "0000000000000005.segment")));

        using var batch = directory.Spool.NextBatch(1 << 20)!;
        Assert.Equal(["chat demo/echo", "chat openai/gpt-4o-mini"], batch.Records.Select(record => record.Name));
        var failed = batch.Records[1];
        Assert.Equal(("rate_limited", 429, "s_7af"), (failed.Error?.Type, failed.HttpStatus, failed.SessionId));
        Assert.Equal("{\"user_id\":\"u_42\"}", failed.Payload.Metadata.ToString());
        Assert.Equal(0.00046m, batch.Records[0].Cost?.TotalUsd);
    }

    internal static List<int> FrameEnds(byte[] segment)
    {
        var ends = new List<int>();
        for (var at = 8; at + 8 <= segment.Length && BitConverter.ToInt32(segment, at) > 0;)
        {
            at += 8 + BitConverter.ToInt32(segment, at);
            ends.Add(at);
        }

        return ends;
    }
}
