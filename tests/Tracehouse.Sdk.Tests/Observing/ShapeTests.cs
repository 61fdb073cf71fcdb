using System.Diagnostics;
using Xunit;

namespace Tracehouse.Sdk.Tests.Observing;

public sealed class ShapeTests
{
    [Fact]
    public void Iterator_is_read_once_and_ends_with_its_reading()
    {
        using var recorded = new Recorded();
        var before = Shapes.Reads;
        var numbers = Shapes.Count(3);
        Assert.Empty(recorded.All);
        foreach (var number in numbers)
        {
            Assert.Same(recorded.Root, Activity.Current);
            using var between = Tracing.StartObservation("between");
        }

        Assert.Equal(3, Shapes.Reads - before);
        var count = recorded.All[^1];
        Assert.Equal(("Count", """{"to":3}""", "[1,2,3]"), (count.DisplayName, count.Input(), count.Output()));
        Assert.All(recorded.All.Where(one => one.DisplayName == "Add"), one => Assert.Equal(count.SpanId, one.ParentSpanId));
        Assert.All(recorded.All.Where(one => one.DisplayName == "between"), one => Assert.Equal(recorded.Root.SpanId, one.ParentSpanId));
    }

    [Fact]
    public void Iterator_that_is_left_early_keeps_what_passed_and_reading_it_again_is_another_observation()
    {
        using var recorded = new Recorded();
        var numbers = Shapes.Count(9);
        Assert.Equal(1, numbers.First());
        Assert.Equal(2, numbers.ElementAt(1));
        var counts = recorded.All.Where(one => one.DisplayName == "Count").ToList();
        Assert.Equal(["[1]", "[1,2]"], counts.Select(one => one.Output()));
        Assert.All(counts, one => Assert.Equal("""{"to":9}""", one.Input()));
        Assert.Same(recorded.Root, Activity.Current);
    }

    [Fact]
    public void Sequence_that_is_there_ends_at_once()
    {
        using var recorded = new Recorded();
        Shapes.Listed(2);
        Assert.Equal("[1,2]", recorded.One.Output());
    }

    [Fact]
    public void Exception_while_reading_is_recorded_and_comes_out()
    {
        using var recorded = new Recorded();
        Assert.Throws<InvalidOperationException>(() => Shapes.Break().ToList());
        Assert.Equal(("broken", "[1]"), (recorded.One.StatusDescription, recorded.One.Output()));
    }

    [Fact]
    public async Task Stream_is_told_when_it_ends_and_what_it_calls_lies_under_it()
    {
        using var recorded = new Recorded();
        await foreach (var word in Shapes.StreamAsync("a", 2, TestContext.Current.CancellationToken))
        {
            Assert.Same(recorded.Root, Activity.Current);
            using var between = Tracing.StartObservation("between");
        }

        var stream = recorded.All[^1];
        Assert.Equal(("StreamAsync", """{"word":"a","times":2}""", """["a0","a1"]"""), (stream.DisplayName, stream.Input(), stream.Output()));
        Assert.All(recorded.All.Where(one => one.DisplayName == "Add"), one => Assert.Equal(stream.SpanId, one.ParentSpanId));
        Assert.All(recorded.All.Where(one => one.DisplayName == "between"), one => Assert.Equal(recorded.Root.SpanId, one.ParentSpanId));
    }

    [Fact]
    public async Task Token_of_the_reader_reaches_the_stream()
    {
        using var recorded = new Recorded();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Shapes.StreamAsync("a", 2, TestContext.Current.CancellationToken).WithCancellation(new CancellationToken(canceled: true)))
            {
            }
        });
        Assert.Equal(ActivityStatusCode.Error, recorded.One.Status);
    }

    [Fact]
    public void Extension_is_told_in_both_ways_of_calling_it()
    {
        using var recorded = new Recorded();
        Assert.Equal("A!B?", "a".Shout() + Shapes.Shout("b", '?'));
        Assert.Equal(["""{"word":"a","end":"!"}""", """{"word":"b","end":"?"}"""], recorded.All.Select(one => one.Input()));
    }

    [Fact]
    public void Spans_are_told_as_text()
    {
        using var recorded = new Recorded();
        Assert.Equal(2, Shapes.Length("ab"));
        Assert.Equal("""{"text":"ab"}""", recorded.One.Input());
    }

    [Fact]
    public void Method_of_a_struct_changes_the_struct_itself()
    {
        using var recorded = new Recorded();
        var counter = new Counter();
        counter.Up(2);
        counter.Up(3);
        Assert.Equal(5, counter.Value);
        Assert.Equal(5, counter.Read());
        Assert.Equal(1, default(Counter).Up(1));
        Assert.Equal(0, Made.Read());
        Assert.Equal(["2", "5", "5", "1", "0"], recorded.All.Select(one => one.Output()));
    }

    [Fact]
    public void Type_parameters_of_class_and_method_are_kept_apart()
    {
        using var recorded = new Recorded();
        Assert.Equal(("a", 1), new Box<string>("a").With(1));
        Assert.Equal(2.5, Box<double>.Lid.Turn(2.5));
        Assert.Equal("b", new Box<string>("b").OpenWith("k"));
        Assert.Equal(["""["a",1]""", "2.5", "b"], recorded.All.Select(one => one.Output()));
    }

    [Fact]
    public void Attribute_on_an_interface_counts_for_calls_through_it()
    {
        using var recorded = new Recorded();
        IAsks asker = new Asker();
        Assert.Equal("why?", asker.Ask("why"));
        Assert.Equal("Ask", recorded.One.DisplayName);
    }

    [Fact]
    public void Override_runs_and_has_the_attribute_of_what_it_overrides()
    {
        using var recorded = new Recorded();
        Assert.Equal("loud a", new LoudAsker().CallAnswer("a"));
        Assert.Equal("loud a", recorded.One.Output());
    }

    [Fact]
    public void Calls_are_told_wherever_they_stand()
    {
        using var recorded = new Recorded();
        Subject? subject = new();
        Func<int, int> doubled = number => Subject.Add(number, number);
        int Local(int number) => Subject.Add(number, 1);
        Assert.Equal(4, doubled(2));
        Assert.Equal(3, Local(2));
        Assert.Equal("x", subject?.Same("x"));
        Assert.Equal(6, Subject.Add(Subject.Add(1, 2), 3));
        Assert.Equal(5, Generic(new Box<int>(5)));
        Assert.Equal(6, recorded.All.Count);
    }

    private static Counter Made => default;

    private static T Generic<T>(Box<T> box)
        where T : notnull => Box<T>.Lid.Turn(box.Value);
}
