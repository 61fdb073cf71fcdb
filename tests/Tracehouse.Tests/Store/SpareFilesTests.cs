using Xunit;

namespace Tracehouse.Tests.Store;

public sealed class SpareFilesTests
{
    private const int SegmentBytes = 1 << 16;

    [Fact]
    public async Task A_file_that_is_used_again_gives_none_of_its_earlier_records_wherever_a_crash_cut_the_later_ones()
    {
        await using var directory = new SpoolDirectory(options => options.SegmentBytesMax = SegmentBytes);
        FillAndDrain(directory);
        var spare = directory.Spares[^1];
        var before = await File.ReadAllBytesAsync(spare, TestContext.Current.CancellationToken);
        while (File.Exists(spare))
        {
            directory.Append(500, 1, payloadBytes: 300);
        }

        // The records are as long as those before them, so that the new ones end where an old one began.
        directory.DrainNames();
        directory.Append(600, 3, payloadBytes: 300);
        var segment = directory.Segments[^1];
        var after = await File.ReadAllBytesAsync(segment, TestContext.Current.CancellationToken);
        var ends = RecordSpoolTests.FrameEnds(after);
        Assert.Equal(before.Length, after.Length);
        Assert.Equal(ends[^1] - ends[^2] - 8, BitConverter.ToInt32(before, ends[^1]));

        for (var cut = ends[^4]; cut < ends[^1] + 8; cut++)
        {
            byte[] torn = [.. after[..cut], .. before[cut..]];
            await using var crashed = new SpoolDirectory();
            await crashed.ReopenAsync(() => File.WriteAllBytes(Path.Combine(crashed.Path, "0000000000000005.segment"), torn));
            var whole = ends.Count(end => torn.AsSpan(0, end).SequenceEqual(after.AsSpan(0, end)));
            Assert.Equal([.. Enumerable.Repeat(A.NameOf(500), ends.Count - 3), .. A.NamesOf(600, whole - (ends.Count - 3))], crashed.DrainNames());
        }
    }

    [Fact]
    public async Task A_drained_file_holds_no_record_any_more_though_its_new_name_was_lost_in_a_crash()
    {
        await using var directory = new SpoolDirectory(options => options.SegmentBytesMax = SegmentBytes);
        FillAndDrain(directory);
        await directory.ReopenAsync(() =>
        {
            File.Move(directory.Spares[0], Path.Combine(directory.Path, "0000000000000001.segment"));
            File.Delete(Path.Combine(directory.Path, "bookmark"));
        });

        Assert.DoesNotContain(A.NameOf(0), directory.DrainNames());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(SegmentBytes * 5 / 2, 2)]
    public async Task No_more_is_kept_than_may_be_also_across_restarts(int bytesMax, int files)
    {
        await using var directory = new SpoolDirectory(options => (options.SegmentBytesMax, options.SpareBytesMax) = (SegmentBytes, bytesMax));
        FillAndDrain(directory);
        Assert.Equal(files, directory.Spares.Length);
        await directory.ReopenAsync();
        FillAndDrain(directory);
        Assert.Equal(files, directory.Spares.Length);
    }

    [Fact]
    public async Task Spare_files_count_for_nothing_that_waits_and_are_gone_when_they_are_used()
    {
        await using var directory = new SpoolDirectory(options => (options.SegmentBytesMax, options.BytesMax) = (SegmentBytes, 1 << 20));
        for (var round = 0; round < 5; round++)
        {
            FillAndDrain(directory);
            Assert.InRange(directory.Spool.BytesWaiting, 0, 2 * SegmentBytes);
        }

        Assert.InRange(directory.Spares.Length + directory.Segments.Length, 2, 12);
    }

    private static void FillAndDrain(SpoolDirectory directory)
    {
        directory.Append(100, 900, payloadBytes: 300);
        Assert.Equal(A.NamesOf(100, 900), directory.DrainNames());
    }
}
